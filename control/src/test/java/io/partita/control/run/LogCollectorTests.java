package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogCollectorTests {

    @Test
    void filesOfOneNameAreToldApartByTheirDirectories() {
        assertThat(LogCollector.names(
                        List.of("/opt/master/daemon.log", "/opt/agent/daemon.log", "/opt/master/mesos-master.INFO")))
                .containsEntry("/opt/master/daemon.log", "master-daemon.log")
                .containsEntry("/opt/agent/daemon.log", "agent-daemon.log")
                .containsEntry("/opt/master/mesos-master.INFO", "mesos-master.INFO");
    }
}
