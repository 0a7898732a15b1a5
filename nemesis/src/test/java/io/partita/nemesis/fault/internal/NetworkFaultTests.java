package io.partita.nemesis.fault.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.node.TrafficControl;
import io.partita.nemesis.proof.Proof;
import io.partita.nemesis.sim.SimMesos;
import io.partita.nemesis.sim.World;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFaultTests {

    private static final FaultCatalog CATALOG = FaultCatalog.of(BuiltIn.kinds());

    private final World world = new World(4);
    private final Environment environment = Environment.of(world, new SimMesos(), world);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flaky n1",
                "flaky all share=50%",
                "reset n1,n2",
                "drop-port n1 port=5050+5051",
                "dns n1",
                "rate-limit n1,n2 rate=1m",
                "slow n1 delay=50ms",
                "lossy n1 share=20%",
                "duplicate n1",
                "reorder n1",
                "corrupt n1"
            })
    void isProvenActiveWithItsEffectAndGoneAfterIt(String order) {
        Fault fault = injected(order);
        assertThat(fault.awaitActive().missing()).isEmpty();
        assertThat(world.dirt()).isNotEmpty();
        fault.recover();
        assertThat(fault.awaitRecovered().missing()).isEmpty();
        fault.cleanup();
        assertThat(world.dirt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            flaky n1               > no packet of n2 has met our rules on n1
            reset n1               > a connection from n1 to port 22 of n2 stands
            drop-port n1 port=5050 > n1 still reaches port 5050 of n2
            dns n1                 > the name server 10.0.0.53 still answers n1
            rate-limit n1          > our class on n1 held no packet back
            slow n1                > connections from n1 to n2 took
            lossy n1               > 100 of 100 datagrams arrived at n2
            duplicate n1           > 100 of 100 datagrams arrived at n2
            reorder n1             > connections from n1 to n2 took
            corrupt n1             > 100 of 100 datagrams arrived at n2
            """)
    void isNotProvenWhereTheCommandsDidNothing(String order, String missing) {
        world.inventory().names().forEach(node -> world.node(node).network().hasNoEffect());
        Proof proof = injected(order).awaitActive();
        assertThat(proof.holds()).isFalse();
        assertThat(proof.missing()).contains(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flaky n1", "drop-port n1", "reset n1", "dns n1", "rate-limit n1"})
    void isNotProvenGoneWhileItIsThere(String order) {
        Fault fault = injected(order);
        assertThat(fault.awaitRecovered().missing()).contains(" is still on ");
    }

    @Test
    void whatAPartitionCutsIsNotMissed() {
        injected("partition-pair n1,n2");
        assertThat(injected("flaky n1").awaitActive().missing()).isEmpty();
        Fault port = injected("drop-port n1 port=5050");
        assertThat(port.awaitActive().missing()).isEmpty();
        port.recover();
        assertThat(port.awaitRecovered().missing()).isEmpty();
    }

    @Test
    void whereNobodyListensThereIsNothingToReset() {
        assertThat(injected("reset n1 port=5050").awaitActive().missing())
                .contains("no link of n1 shows the effect: it could make no connection to be reset");
        world.node("n3").network().listensOn(5050);
        assertThat(injected("reset n1 port=5050").awaitActive().missing()).isEmpty();
    }

    @Test
    void loadOnSomeLinksIsProvenByTheShareThatIsLost() {
        Proof proof = injected("flaky n1 share=10%").awaitActive();
        assertThat(proof.data().get("dropped"))
                .isEqualTo(Map.of(
                        "n1", Map.of("n2", 20L, "n3", 20L, "n4", 20L),
                        "n2", Map.of("n1", 20L),
                        "n3", Map.of("n1", 20L),
                        "n4", Map.of("n1", 20L)));
    }

    @Test
    void programsAreToldLinksAndEffect() {
        assertThat(made("drop-port n4 port=2181").intent())
                .containsEntry("effect", "port")
                .containsEntry("ports", List.of(2181))
                .containsEntry(
                        "links",
                        List.of(
                                List.of("n1", "n4"),
                                List.of("n2", "n4"),
                                List.of("n3", "n4"),
                                List.of("n4", "n1"),
                                List.of("n4", "n2"),
                                List.of("n4", "n3")))
                .doesNotContainKey("cut");
        assertThat(made("rate-limit n4").intent())
                .containsEntry("effect", "rate")
                .containsEntry("links", List.of(List.of("n4", "n1"), List.of("n4", "n2"), List.of("n4", "n3")));
    }

    @Test
    void everyFaultOwnsItsOwnChainUnlessItKeepsOthersFromBeingProven() {
        assertThat(objects("flaky n1")).containsExactly(OwnChain.FLAKY.object());
        assertThat(objects("reset n1")).containsExactly(OwnChain.RESET.object());
        assertThat(objects("drop-port n1")).containsExactly(OwnChain.PORT.object());
        assertThat(objects("rate-limit n1")).containsExactly(TrafficControl.OBJECT);
        assertThat(objects("flaky n1 share=80%")).contains(Firewall.OBJECT);
        assertThat(objects("drop-port n1 port=22")).contains(Firewall.OBJECT);
        assertThat(objects("slow n1 delay=1s"))
                .contains(TrafficControl.OBJECT, Firewall.OBJECT, OwnChain.FLAKY.object());
        assertThat(objects("rate-limit n1 rate=10k")).contains(TrafficControl.OBJECT, Firewall.OBJECT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            flaky share=95%            > flaky: share=95% is not a share from 1.0% to 90.0%
            drop-port port=0           > drop-port: port=0 is not a port from 1 to 65535, or up to 15 such as 5050+5051
            drop-port port=5050+x      > is not a port
            drop-port port=70000       > is not a port
            reset prot=1               > did you mean port?
            rate-limit rate=1          > is not a number of bytes from 1024
            slow delay=5s              > is not a duration from 1ms to 3000ms
            slow delay=5ms jitter=6ms  > jitter=6ms is not a duration from 0ms to 5ms
            dns share=1%               > dns has no parameters
            """)
    void badParametersAreRefusedWithWhatWouldDo(String order, String message) {
        assertThatThrownBy(() -> CATALOG.get(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aKernelWithoutNetemIsNamed() {
        world.node("n2").network().lacksQdisc("netem");
        assertThat(CATALOG.get("slow n1").availability(environment))
                .isEqualTo(Availability.no("n2: the kernel has no qdisc netem"));
        assertThat(CATALOG.get("rate-limit").availability(environment)).isEqualTo(Availability.YES);
    }

    @Test
    void aForeignRootQdiscIsRefusedOnTheTargetAlone() {
        world.node("n2").network().foreignQdisc("fq 8001:");
        assertThatThrownBy(() -> made("rate-limit n2"))
                .isInstanceOf(FaultException.class)
                .hasMessage("n2: eth0 has the root qdisc fq 8001: of somebody else");
        assertThat(injected("rate-limit n1").awaitActive().missing()).isEmpty();
    }

    @Test
    void whoAsksNoNameServerIsRefused() {
        world.node("n1").network().nameServers(List.of());
        assertThatThrownBy(() -> made("dns n1"))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("n1 looks names up in /etc/hosts alone");
        world.inventory().names().forEach(node -> world.node(node).network().nameServers(List.of()));
        assertThat(CATALOG.get("dns").availability(environment)).isInstanceOf(Availability.Unavailable.class);
    }

    private List<String> objects(String order) {
        return made(order).inverses().stream()
                .map(Inverse::objects)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private Fault made(String order) {
        return CATALOG.get(order).create(environment, new Random(3));
    }

    private Fault injected(String order) {
        Fault fault = made(order);
        fault.prepare();
        fault.inject();
        return fault;
    }
}
