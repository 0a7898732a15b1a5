package io.partita.control.cli;

import io.partita.control.report.MarkdownSummary;
import io.partita.control.store.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The summary page of a CI job that offers one: GitHub and those who do as it does name its file in the environment. */
final class StepSummary {

    static final String VARIABLE = "GITHUB_STEP_SUMMARY";

    private StepSummary() {}

    /**
     * Adds {@code run} to the page.
     *
     * @param page the file's name; null or empty if there is no such page, and nothing is done
     * @param terminal hears of a page that cannot be written, which is no reason for a run to fail
     */
    static void add(String page, RunSummary run, Terminal terminal) {
        if (page == null || page.isEmpty()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(page),
                    MarkdownSummary.of(run) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            terminal.line("control: the page that " + VARIABLE + " names cannot be written: " + e);
        }
    }
}
