package io.partita.nemesis.sim;

import io.partita.provisioning.remote.CommandResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A node's own disk of a megabyte in memory, with one file of a hundred bytes in it. */
public final class SimDisk {

    /** Where it is. */
    public static final String MOUNT = "/srv/disk";

    private static final String FILE = MOUNT + "/data/log";
    private static final long SIZE = 1 << 20;
    private static final byte[] ORIGINAL = new byte[100];

    static {
        for (int i = 0; i < ORIGINAL.length; i++) {
            ORIGINAL[i] = (byte) i;
        }
    }

    private byte[] file = ORIGINAL.clone();
    private byte[] kept;
    private long inode = 7;
    private long filler;
    private boolean inert;
    private Optional<Long> limit = Optional.empty();
    private boolean readOnly;

    void limit(Optional<Long> bytesPerSecond) {
        limit = bytesPerSecond;
    }

    Optional<Long> limit() {
        return limit;
    }

    void readOnly(boolean is) {
        readOnly = is;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Without a limit it takes in a hundred megabytes a second. */
    CommandResult speed(List<String> words) {
        long bytes = Long.parseLong(words.get(1)) * 4096;
        long rate = inert ? 100 << 20 : limit.orElse(100L << 20);
        return SimNode.result(0, bytes + " " + bytes * 100 / rate + "\n");
    }

    /** From now on nothing that is done to it has an effect, though it says so. */
    public void ignoreCommands() {
        inert = true;
    }

    /** The system puts another file in the place of the one that is there. */
    public void replaceFile() {
        inode++;
        file = ORIGINAL.clone();
    }

    /** The system writes behind the end of its file. */
    public void append(int bytes) {
        file = Arrays.copyOf(file, file.length + bytes);
    }

    public int fileSize() {
        return file.length;
    }

    List<String> dirt() {
        List<String> dirt = new ArrayList<>();
        if (filler > 0) {
            dirt.add("has a full disk");
        }
        if (!Arrays.equals(file, ORIGINAL)) {
            dirt.add("has a damaged file");
        }
        limit.ifPresent(bytes -> dirt.add("has a slow disk"));
        if (readOnly) {
            dirt.add("has a disk that can only be read");
        }
        if (kept != null) {
            dirt.add("keeps the end of a file");
        }
        return dirt;
    }

    CommandResult facts(String missing) {
        return SimNode.result(0, missing.isEmpty() ? "disk " + MOUNT + "\n" : missing);
    }

    CommandResult space(String label, List<String> words) {
        switch (label) {
            case "disk-fill" -> filler = inert ? 0 : SIZE - Long.parseLong(words.get(0));
            case "disk-clear" -> filler = 0;
            case "disk-check" -> {
                return SimNode.result(filler == 0 ? 0 : 1, "");
            }
            default -> {
                long free = SIZE - filler;
                String said = Long.parseLong(words.get(0)) + 4096 > free
                        ? "dd: error writing 'x': No space left on device"
                        : readOnly && !inert ? "dd: failed to open 'x': Read-only file system" : "written";
                return SimNode.result(0, MOUNT + " " + free + " " + filler + " " + said + "\n");
            }
        }
        return SimNode.result(0, "");
    }

    CommandResult list(List<String> words) {
        boolean matches = FILE.matches((words.get(1) + "/" + words.get(0)).replace("*", ".*"));
        return SimNode.result(0, matches ? inode + " " + file.length + " " + file.length + " " + FILE + "\n" : "");
    }

    CommandResult read(List<String> words) {
        if (!same(words)) {
            return SimNode.result(0, "other 0\n");
        }
        int at = at(words);
        int from = Math.min(Math.max(0, at - 16), file.length);
        int to = Math.min(file.length, at + 17);
        return SimNode.result(
                0, "same " + file.length + "\n" + HexFormat.of().formatHex(file, from, Math.max(from, to)) + "\n");
    }

    CommandResult flip(List<String> words, boolean back) {
        byte was = (byte) Integer.parseInt(words.get(back ? 4 : 3));
        byte becomes = (byte) Integer.parseInt(words.get(back ? 3 : 4));
        if (!inert && same(words) && at(words) < file.length && file[at(words)] == was) {
            file[at(words)] = becomes;
        }
        return SimNode.result(0, "");
    }

    CommandResult checkFlip(List<String> words) {
        return SimNode.result(same(words) && file[at(words)] == (byte) Integer.parseInt(words.get(4)) ? 1 : 0, "");
    }

    CommandResult cut(List<String> words) {
        if (!inert) {
            kept = Arrays.copyOfRange(file, at(words), file.length);
            file = Arrays.copyOf(file, at(words));
        }
        return SimNode.result(0, "");
    }

    CommandResult cutBack() {
        if (kept != null && file.length + kept.length == ORIGINAL.length) {
            byte[] whole = Arrays.copyOf(file, ORIGINAL.length);
            System.arraycopy(kept, 0, whole, file.length, kept.length);
            file = whole;
        }
        kept = null;
        return SimNode.result(0, "");
    }

    CommandResult checkCut(List<String> words) {
        return SimNode.result(kept != null || same(words) && file.length == at(words) ? 1 : 0, "");
    }

    private boolean same(List<String> words) {
        return words.get(1).equals(Long.toString(inode));
    }

    private static int at(List<String> words) {
        return Integer.parseInt(words.get(2));
    }
}
