package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JsonViewTests {

    @Test
    void whoReachesWhomIsAMatrixWithEmptyCellsForANodeAndItself() {
        Map<String, Object> matrix = new LinkedHashMap<>();
        matrix.put("n1", Map.of("n2", false));
        matrix.put("n2", Map.of("n1", true));

        assertThat(JsonView.of(matrix))
                .contains("class=\"matrix\"", "n1</th><th scope=\"col\">n2")
                .contains("<tr><th scope=\"row\">n1</th><td class=\"num muted\">·</td><td><span class=\"no\"");
    }

    @Test
    void aListOfRecordsIsATableWhoseInnerMapsAreColumns() {
        Map<String, Object> stretch = new LinkedHashMap<>();
        stretch.put("fromMs", 1_250L);
        stretch.put("outageMs", 6_227L);
        stretch.put("epochs", Map.of("n5", 1L));

        assertThat(JsonView.of(Map.of("timeline", List.of(stretch))))
                .contains("class=\"records\"", ">from</th>", ">outage</th>", ">epochs n5</th>")
                .contains(">1.250 s</td>", ">6.23 s</td>", ">1</td>");
    }

    @Test
    void namesGiveTheUnitsOfTheirValues() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("elapsedMs", 806L);
        figures.put("recoverBeganAtMs", 15_001L);
        figures.put("healedAtMs", -1L);
        figures.put("peakMemoryBytes", 48_000L);
        figures.put("operations", 7_648L);

        assertThat(JsonView.of(figures))
                .contains("<dt>elapsed</dt><dd><code>806 ms</code>")
                .contains("<dt>recover began at</dt><dd><code>15.001 s</code>")
                .contains("<dt>healed at</dt><dd><code>never</code>")
                .contains("<dt>peak memory</dt><dd><code>46.9 KiB</code>")
                .contains("<dt>operations</dt><dd><code>7\u202F648</code>");
    }

    @Test
    void ofManyItemsTheFirstAreShownAndTheRestCounted() {
        List<Object> items = LongStream.range(0, 130).<Object>mapToObj(i -> i).toList();

        assertThat(JsonView.of(items))
                .contains("<code>99</code>", "and 30 more")
                .doesNotContain("<code>100</code>");
    }

    @Test
    void timesByQuantileAreATableWithoutThePackedHistogram() {
        Map<String, Object> quiet = new LinkedHashMap<>();
        quiet.put("count", 12L);
        quiet.put("p50Ms", 1_204.5);
        quiet.put("hdr", "HISTFAAAAB");
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("all", quiet);
        times.put("during kill", quiet);

        assertThat(JsonView.of(times))
                .contains("class=\"records\"", ">during kill</th>", ">p50</th>", ">1.20 s</td>")
                .doesNotContain("hdr", "HISTFAAAAB");
        assertThat(JsonView.of(quiet)).contains("<dt>p50</dt>").doesNotContain("hdr", "HISTFAAAAB");
    }

    @Test
    void sinceWhenSomethingWasOwedIsAnInstant() {
        assertThat(JsonView.of(Map.of("sinceMs", 12_300.0))).contains("<dt>since</dt><dd><code>12.300 s</code>");
        assertThat(JsonView.of(Map.of("ms", 12_300.0))).contains("<code>12.3 s</code>");
    }
}
