package io.partita.nemesis.fault.internal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.node.UdpArrivals;
import org.junit.jupiter.api.Test;

/** What tc is told, and what is taken for shown. */
class ShapingTests {

    private static final FaultCatalog CATALOG = FaultCatalog.of(TrafficKinds.all());

    @Test
    void netemIsToldWhatToDoInTheWordsOfTc() {
        assertThat(shaping("slow delay=100ms jitter=10ms").netem()).isEqualTo("limit 20000 delay 100000us 10000us");
        assertThat(shaping("lossy share=2.5% correlation=25%").netem()).isEqualTo("limit 20000 loss random 2.5% 25%");
        assertThat(shaping("duplicate share=5%").netem()).isEqualTo("limit 20000 duplicate 5%");
        assertThat(shaping("corrupt share=5%").netem()).isEqualTo("limit 20000 corrupt 5%");
        assertThat(shaping("reorder share=25% delay=20ms").netem())
                .isEqualTo("limit 20000 delay 20000us reorder 25% 0%");
        assertThat(shaping("rate-limit rate=1m burst=32k").rate())
                .isEqualTo("rate 1048576bps burst 32768 cburst 32768");
    }

    @Test
    void aShareIsShownWithinTheBoundsOfChance() {
        var lossy = (ShareShaping) shaping("lossy share=20%");
        assertThat(lossy.judge("n2", 1000, new UdpArrivals(800, 0))).isEmpty();
        assertThat(lossy.judge("n2", 1000, new UdpArrivals(1000, 0))).isNotEmpty();
        assertThat(lossy.judge("n2", 1000, new UdpArrivals(500, 0))).isNotEmpty();
        var corrupt = (ShareShaping) shaping("corrupt share=20%");
        assertThat(corrupt.judge("n2", 1000, new UdpArrivals(820, 120))).isEmpty();
        assertThat(corrupt.judge("n2", 1000, new UdpArrivals(820, 0)))
                .as("no checksum was wrong")
                .isNotEmpty();
        var duplicate = (ShareShaping) shaping("duplicate share=20%");
        assertThat(duplicate.judge("n2", 1000, new UdpArrivals(1200, 0))).isEmpty();
        assertThat(duplicate.judge("n2", 1000, new UdpArrivals(800, 0))).isNotEmpty();
    }

    private static Shaping shaping(String order) {
        return ((TrafficKind) CATALOG.get(order)).shaping();
    }
}
