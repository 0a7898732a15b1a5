package io.partita.control.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What is in a directory of results that has no page of its own. */
public final class DirectoryPage {

    private DirectoryPage() {}

    /**
     * The files and directories in {@code directory}; hidden ones and links are left out.
     *
     * @param name what to call it
     */
    public static String html(String name, Path directory) throws IOException {
        TreeMap<String, String> lines = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String own = String.valueOf(file.getFileName());
                boolean isDirectory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
                if (!own.startsWith(".") && (isDirectory || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
                    lines.put(own, line(own, isDirectory, isDirectory ? 0 : Files.size(file)));
                }
            }
        }
        return Template.page(
                "directory.html",
                Template.concatenated("base.css"),
                Template.script("common.js"),
                Map.of(
                        "name",
                        Html.escape(name),
                        "lines",
                        lines.isEmpty()
                                ? "<tr><td class=\"muted\">Empty.</td></tr>"
                                : String.join("", lines.values())));
    }

    private static String line(String name, boolean isDirectory, long size) {
        return "<tr><td><a href=\"./" + Html.escape(RunLinks.encode(name)) + (isDirectory ? "/" : "") + "\">"
                + Html.escape(name) + (isDirectory ? "/" : "") + "</a></td><td class=\"num\">"
                + (isDirectory ? "" : Words.quantity("sizeBytes", size)) + "</td></tr>";
    }
}
