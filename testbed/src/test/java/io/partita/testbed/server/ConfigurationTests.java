package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTests {

    private static final Map<String, String> PLAIN = Map.of(
            "node", "n1",
            "address", "10.0.0.11",
            "zookeeper", "10.0.0.11:2181,10.0.0.12:2181",
            "quorum", "2",
            "work.dir", "/var/lib/testbed",
            "log", "/var/log/testbed/master.log");

    private static Map<String, String> plainAnd(String... more) {
        Map<String, String> options = new HashMap<>(PLAIN);
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    @Test
    void whatIsNotSaidHasItsUsualValue() throws Configuration.Wrong {
        Configuration master = Configuration.parse(Role.MASTER, PLAIN);
        assertThat(master.address()).isEqualTo(new Address("10.0.0.11", 5050));
        assertThat(master.http()).isEmpty();
        assertThat(master.place()).isEqualTo(new Place("n1", "10.0.0.11:2181,10.0.0.12:2181", 2));
        assertThat(master.workDirectory()).isEqualTo(Path.of("/var/lib/testbed"));
        assertThat(master.resources()).isEqualTo(new Resources(2, 1024, 4096, List.of(new PortRange(31000, 31999))));
        Configuration marathon = Configuration.parse(Role.MARATHON, PLAIN);
        assertThat(marathon.address()).isEqualTo(new Address("10.0.0.11", 8090));
        assertThat(marathon.http()).contains(new Address("10.0.0.11", 8080));
    }

    @Test
    void whatIsSaidHolds() throws Configuration.Wrong {
        Configuration agent = Configuration.parse(
                Role.AGENT,
                plainAnd(
                        "port", "6051",
                        "resources", "cpus:0.5; mem:512; ports:[31000-31009, 32000-32000]",
                        "attributes", "rack:2;zone:a",
                        "profile", "classic",
                        "time.scale", "10",
                        "bugs", "B11,B13",
                        "ping.timeout", "20s"));
        assertThat(agent.address().port()).isEqualTo(6051);
        assertThat(agent.resources())
                .isEqualTo(
                        new Resources(0.5, 512, 0, List.of(new PortRange(31000, 31009), new PortRange(32000, 32000))));
        assertThat(agent.attributes()).isEqualTo(Map.of("rack", "2", "zone", "a"));
        assertThat(agent.settings().duration(Knob.PING_TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
        assertThat(agent.settings().has(Bug.B13)).isTrue();
        assertThat(Configuration.parse(Role.MARATHON, plainAnd("http.port", "8081"))
                        .http())
                .contains(new Address("10.0.0.11", 8081));
    }

    @Test
    void allProblemsAreTold() {
        Map<String, String> options = plainAnd(
                "quorum", "none",
                "zookeeper", "n1",
                "resources", "gpus:1",
                "attributes", "rack",
                "port", "70000",
                "pings", "1",
                "ping.max", "many");
        options.remove("node");
        options.remove("log");
        Configuration.Wrong wrong =
                catchThrowableOfType(Configuration.Wrong.class, () -> Configuration.parse(Role.AGENT, options));
        assertThat(wrong.problems())
                .containsExactlyInAnyOrder(
                        "node is missing",
                        "log is missing",
                        "quorum: not a number: \"none\"",
                        "zookeeper: not a number: \"n1\"",
                        "resources: unknown resource \"gpus\": expected cpus, mem, disk or ports",
                        "attributes: not name:value: \"rack\"",
                        "port: must be from 1 to 65535, not 70000",
                        "unknown setting \"pings\"",
                        "ping.max must be a count, not \"many\"");
    }

    @Test
    void effectiveSettingsAreScaledAndReadableAgain() throws Configuration.Wrong {
        Settings settings = Configuration.settings(
                plainAnd("time.scale", "8", "removal.rate", "1/20m", "bugs", "B02,B01", "zk.session", "1ms"));
        assertThat(settings.effective())
                .containsEntry("profile", "modern")
                .containsEntry("time.scale", "8.0")
                .containsEntry("bugs", "B01,B02")
                .containsEntry("ping.timeout", "1875ms")
                .containsEntry("registry.retry", "12.5ms")
                .containsEntry("zk.session", "1ms")
                .containsEntry("offer.timeout", "none")
                .containsEntry("removal.rate", "1/150000ms")
                .containsEntry("removal.limit", "100%")
                .containsEntry("ping.max", "5");
        Map<String, String> again = new HashMap<>(settings.effective());
        again.put("time.scale", "1");
        assertThat(Settings.parse(again).duration(Knob.PING_TIMEOUT)).isEqualTo(Duration.ofMillis(1875));
    }
}
