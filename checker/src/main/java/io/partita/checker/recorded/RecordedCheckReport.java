package io.partita.checker.recorded;

import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.Format;
import io.partita.checker.history.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What became of a {@link RecordedCheck}. Immutable.
 *
 * @param result verdict, reason, violations and figures
 * @param model the model's name, given or told from the file
 * @param format the file's format, given or told by looking
 * @param warnings what was odd but harmless
 * @param history what was judged: the indices in violations are those of its events
 */
public record RecordedCheckReport(
        CheckResult result, String model, Format format, List<String> warnings, History history) {

    public RecordedCheckReport {
        Objects.requireNonNull(result, "result is null");
        warnings = List.copyOf(warnings);
    }

    public Verdict verdict() {
        return result.verdict();
    }

    public String reason() {
        return result.reason();
    }

    /** Operations that clients invoked. */
    public long operations() {
        return (Long) result.details().get("operations");
    }

    /** How long the check took, without reading the file. */
    public long elapsedMs() {
        return (Long) result.details().get("elapsedMs");
    }

    /** The most memory that the check itself held at a time; history and virtual machine are not in it. */
    public long peakMemoryBytes() {
        return (Long) result.details().get("peakMemoryBytes");
    }

    /** Everything as JSON values, in the order to print it. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verdict().label());
        json.put("reason", reason());
        json.put("model", model);
        json.put("format", format.label());
        json.putAll(result.details());
        json.put("warnings", warnings);
        json.put(
                "violations",
                result.anomalies().stream().map(RecordedCheckReport::violation).toList());
        return json;
    }

    private static Map<String, Object> violation(CheckResult.Anomaly anomaly) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sentence", anomaly.headline());
        json.put("key", anomaly.key());
        json.put("completion", anomaly.opIndex());
        json.putAll(anomaly.details());
        json.put("related", anomaly.relatedIndices());
        return json;
    }
}
