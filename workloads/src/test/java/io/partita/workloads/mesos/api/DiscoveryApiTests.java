package io.partita.workloads.mesos.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.workloads.mesos.api.DiscoveredTask.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryApiTests {

    private static List<DiscoveredTask> parse(String json) throws Exception {
        return DiscoveredTask.readAll(Fields.of(Body.MAPPER.readTree(json)));
    }

    @Test
    void aServiceWhoseHostIsAnAddressIsFoundThere() throws Exception {
        assertThat(
                        parse(
                                "{\"frameworks\":[{\"name\":\"marathon\",\"tasks\":[{\"name\":\"web\",\"id\":\"web.1\",\"records\":["
                                        + "{\"name\":\"web.marathon.mesos\",\"host\":\"10.0.0.4\",\"rtype\":\"A\"},"
                                        + "{\"name\":\"_web._tcp.marathon.mesos\",\"host\":\"10.0.0.4:31005\",\"rtype\":\"SRV\"}]}]}]}"))
                .containsExactly(
                        new DiscoveredTask("web.1", "web", "marathon", List.of(new Endpoint("10.0.0.4", 31005))));
    }

    @Test
    void aServiceWhoseHostIsANameIsFoundAtTheAddressOfThatName() throws Exception {
        assertThat(parse(
                                "{\"frameworks\":[{\"name\":\"marathon\",\"tasks\":[{\"name\":\"web\",\"id\":\"web.1\",\"records\":["
                                        + "{\"name\":\"web-x7-s1.marathon.mesos.\",\"host\":\"10.0.0.4\",\"rtype\":\"A\"},"
                                        + "{\"name\":\"_web._tcp.marathon.mesos.\",\"host\":\"web-x7-s1.marathon.mesos.:31005\","
                                        + "\"rtype\":\"SRV\"},"
                                        + "{\"name\":\"_web._tcp.marathon.slave.mesos.\",\"host\":\"web-x7-s1.marathon.mesos.:31005\","
                                        + "\"rtype\":\"SRV\"}]}]}]}")
                        .get(0)
                        .endpoints())
                .containsExactly(new Endpoint("10.0.0.4", 31005));
    }

    @Test
    void aTaskWithoutPortsServesNowhere() throws Exception {
        assertThat(
                        parse(
                                "{\"frameworks\":[{\"name\":\"f\",\"tasks\":[{\"name\":\"b\",\"id\":\"b.1\"}]},{\"name\":\"g\"}]}"))
                .containsExactly(new DiscoveredTask("b.1", "b", "f", List.of()));
    }

    @Test
    void portsOfATaskAreReadFromItsRanges() throws Exception {
        assertThat(TaskEntry.read(Fields.of(Body.MAPPER.readTree(
                                "{\"id\":\"t\",\"framework_id\":\"F\",\"slave_id\":\"S\",\"state\":\"TASK_RUNNING\","
                                        + "\"resources\":{\"cpus\":0.1,\"ports\":\"[31000-31001, 31005-31005]\"}}")))
                        .ports())
                .containsExactly(31000, 31001, 31005);
    }

    @Test
    void aRangeOfPortsThatNeverEndsIsCutOff() throws Exception {
        assertThat(TaskEntry.read(Fields.of(Body.MAPPER.readTree(
                                "{\"id\":\"t\",\"framework_id\":\"F\",\"slave_id\":\"S\",\"state\":\"TASK_RUNNING\","
                                        + "\"resources\":{\"ports\":\"[0-99999]\"}}")))
                        .ports())
                .hasSize(TaskEntry.MOST_PORTS);
    }
}
