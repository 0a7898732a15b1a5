package io.partita.control.shrink;

import io.partita.control.store.AtomicFile;
import io.partita.nemesis.schedule.PlannedFault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of shrinking a run's plan, for people and for programs. Immutable.
 *
 * @param run the directory of the run
 * @param checkers whose verdict was invalid there; a run failed if one of these said so again
 * @param before how many faults the plan had
 * @param shrunk what came of it
 * @param command repeats the smallest plan
 */
public record ShrinkReport(Path run, Set<String> checkers, int before, Shrunk<PlannedFault> shrunk, String command) {

    /** The version of the format that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ShrinkReport {
        checkers = Set.copyOf(checkers);
    }

    /** Writes {@code shrink.json} and {@code shrink.md} into the directory of the run. */
    public void write() {
        AtomicFile.write(run.resolve("shrink.json"), toJson() + "\n");
        AtomicFile.write(run.resolve("shrink.md"), "    " + String.join("\n    ", toText().split("\n")) + "\n");
    }

    /** The report as indented JSON. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("run", run.toString());
        json.put("checkers", new TreeSet<>(checkers));
        json.put("ending", shrunk.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("reproduced", shrunk.reproduced());
        json.put("faultsBefore", before);
        json.put("faults", shrunk.parts().stream().map(ShrinkReport::fault).toList());
        json.put("failed", shrunk.tally().failed());
        json.put("attempts", shrunk.tally().runs());
        json.put("rateAtLeast", shrunk.tally().interval()[0]);
        json.put("rateAtMost", shrunk.tally().interval()[1]);
        json.put("runs", shrunk.runs());
        json.put("command", command);
        return MAPPER.writeValueAsString(json);
    }

    private static Map<String, Object> fault(PlannedFault fault) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fault", fault.fault());
        json.put("seed", fault.seed());
        json.put("fromMs", fault.from().toMillis());
        json.put("untilMs", fault.until().toMillis());
        return json;
    }

    /** The report in a few lines. */
    public String toText() {
        if (!shrunk.reproduced()) {
            return String.format(
                    "NOT REPRODUCED  the plan of %d faults ran %d times, and %s said invalid in none of them.%n"
                            + "                Whatever it was, it comes more seldom than in %.0f of 100 runs (with 95 %%);"
                            + " give more --attempts.%n%s",
                    before, shrunk.tally().runs(), names(), 100 * shrunk.tally().interval()[1], ending());
        }
        StringBuilder text = new StringBuilder(String.format(
                "SHRUNK      from %d faults to %d, in %d runs; %s%n",
                before, shrunk.parts().size(), shrunk.runs(), shrunk.ending().words()));
        if (shrunk.parts().isEmpty()) {
            text.append(String.format("            It fails without any fault.%n"));
        }
        for (PlannedFault fault : shrunk.parts()) {
            text.append(String.format(
                    Locale.ROOT,
                    "fault       %s from %.1f s for %.1f s%n",
                    fault.fault(),
                    fault.from().toMillis() / 1000.0,
                    fault.length().toMillis() / 1000.0));
        }
        double[] rate = shrunk.tally().interval();
        text.append(String.format(
                Locale.ROOT,
                "reproduced  in %d of %d runs: in %.0f to %.0f of 100 (with 95 %%), by %s%n",
                shrunk.tally().failed(),
                shrunk.tally().runs(),
                100 * rate[0],
                100 * rate[1],
                names()));
        return text.append(String.format("again       %s%n", command)).toString();
    }

    private String ending() {
        return "ended       " + shrunk.ending().words() + "\n";
    }

    private String names() {
        return String.join(", ", List.copyOf(new TreeSet<>(checkers)));
    }
}
