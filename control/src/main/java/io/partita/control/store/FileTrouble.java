package io.partita.control.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in words what is the matter with a file; the JDK's messages are often no more than its name. Pure. */
public final class FileTrouble {

    private FileTrouble() {}

    /** {@code file} and what {@code failure} says of it. */
    public static String of(Path file, IOException failure) {
        return file + ": " + reason(failure);
    }

    /** The file that {@code failure} names, if it names one, and what it says of it. */
    public static String of(IOException failure) {
        return failure instanceof FileSystemException named && named.getFile() != null
                ? named.getFile() + ": " + reason(failure)
                : reason(failure);
    }

    /** What {@code failure} says, without the file that it names. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (failure instanceof CharacterCodingException) {
            return "not UTF-8";
        }
        String said = failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : failure.getMessage();
        return said == null ? failure.getClass().getSimpleName() : said;
    }
}
