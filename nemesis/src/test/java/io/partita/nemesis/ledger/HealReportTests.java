package io.partita.nemesis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealReportTests {

    @Test
    void whatWasFoundIsToldWithItsPlaces() {
        var report = new HealReport(
                List.of(),
                Map.of("n2", List.of("firewall"), "n1", List.of("firewall", "armed f1"), "n3", List.of()),
                Map.of(),
                Map.of());
        assertThat(report.foundInWords()).isEqualTo("armed f1 on n1; firewall on n1, n2");
    }

    @Test
    void whereNothingWasFoundNothingIsTold() {
        assertThat(new HealReport(List.of(), Map.of("n1", List.of()), Map.of(), Map.of()).foundInWords())
                .isEmpty();
    }
}
