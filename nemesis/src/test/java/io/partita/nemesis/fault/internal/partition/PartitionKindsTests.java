package io.partita.nemesis.fault.internal.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.internal.BuiltIn;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.SimSystem;
import io.partita.nemesis.sim.World;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionKindsTests {

    private static final FaultCatalog CATALOG = FaultCatalog.of(BuiltIn.kinds());

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            partition n1,n5                     > n1,n5 | n2,n3,n4
            partition role(master)              > n1,n2,n3 | n4,n5
            partition-role n4,n5                > n4,n5 | n1,n2,n3
            partition-role standby(master)      > n1,n3 | n2,n4,n5
            partition-pair n2,n4                > n2 | n4; all others see both
            partition-one-way leader(master)    > packets from n2 do not arrive at n1,n3,n4,n5
            partition-one-way n1 direction=in   > packets from n2,n3,n4,n5 do not arrive at n1
            """)
    void aTargetSaysWhoIsCutOff(String order, String words) {
        assertThat(made(order).description()).isEqualTo(words);
    }

    @Test
    void theBridgeCanBeNamed() {
        assertThat(made("partition-bridge leader(marathon)").description()).endsWith("; n3 sees both");
    }

    @Test
    void aThirdOfFiveIsOneNode() {
        assertThat(made("partition-minority-third").description()).matches("n\\d \\| n\\d,n\\d,n\\d,n\\d");
    }

    @Test
    void withoutATargetARoleThatNotEveryNodeHasIsCutOff() {
        assertThat(made("partition-role").description()).matches("n1,n2,n3 \\| n4,n5");
        assertThat(CATALOG.get("partition-role").suits(new SimSystem()))
                .isEqualTo(Availability.no("sim has no roles; say which nodes, as in partition-role(n1,n2)"));
        assertThat(CATALOG.get("partition-role n1").suits(new SimSystem())).isEqualTo(Availability.YES);
    }

    @Test
    void aTargetOfTheWrongSizeIsRefused() {
        assertThatThrownBy(() -> made("partition-pair n1,n2,n3"))
                .isInstanceOf(FaultException.class)
                .hasMessage(
                        "partition-pair(n1,n2,n3) needs a target of exactly 2 nodes; \"n1,n2,n3\" is now [n1, n2, n3]");
        assertThatThrownBy(() -> made("partition role(agent)"))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("every node is \"role(agent)\" now");
    }

    @Test
    void anUnknownDirectionIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> CATALOG.get("partition-one-way n1 direction=up"))
                .hasMessage("partition-one-way: direction=up is not one of in, out");
        assertThatThrownBy(() -> CATALOG.get("partition n1 direction=in"))
                .hasMessageContaining("no parameter direction");
    }

    @Test
    void asOneChainHoldsAllPartitionsASecondIsRefused() {
        var world = new World(5);
        var held = Environment.of(world, new SimMesos(), world)
                .holding(Map.of("n3", Map.of(Firewall.OBJECT, "f1 (partition)")));
        assertThatThrownBy(() -> CATALOG.get("partition n3").create(held, new Random(1)))
                .hasMessageContaining("f1 (partition) is active on the same objects");
    }

    private static Fault made(String order) {
        var world = new World(5);
        return CATALOG.get(order).create(Environment.of(world, new SimMesos(), world), new Random(7));
    }

    @Test
    void theIntentNamesEveryCutLink() {
        assertThat(made("partition-pair n2,n4").intent())
                .isEqualTo(Map.of("cut", List.of(List.of("n2", "n4"), List.of("n4", "n2"))));
    }
}
