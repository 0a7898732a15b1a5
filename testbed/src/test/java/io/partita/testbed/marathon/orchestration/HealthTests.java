package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTests {

    @TempDir
    private Path directory;

    private int status = 200;

    /** Gives an instance's task a process that answers. */
    private Address serve(MarathonWorld world, Instance instance) {
        Address address = new Address(instance.ip(), instance.ports().get(0));
        world.world.start("task", address, platform -> new Component() {
            @Override
            public void start() {}

            @Override
            public HttpService http() {
                return (request, responder) -> responder.respond(HttpService.Response.of(status));
            }
        });
        return address;
    }

    private MarathonWorld started(TestApp app) {
        MarathonWorld world = new MarathonWorld(1, directory);
        world.deploy(app);
        world.until("it runs", () -> world.cluster.running("/web").size() == 1);
        world.run(Duration.ofMillis(10));
        return world;
    }

    private static TestApp app() {
        return new TestApp("/web", 1, "2026-01-01T12:00:00.000Z");
    }

    @Test
    void aDeploymentWaitsForHealth() {
        MarathonWorld world = started(app().check("HTTP", 60, 3));
        world.run(Duration.ofSeconds(30));
        assertThat(world.core().deployments()).hasSize(1);
        assertThat(world.instances("/web").get(0).health()).isNull();
        serve(world, world.instances("/web").get(0));
        world.run(Duration.ofSeconds(11));
        assertThat(world.core().deployments()).isEmpty();
        assertThat(world.instances("/web").get(0).health().alive()).isTrue();
        assertThat(world.eventTypes()).contains("health_status_changed_event");
    }

    @Test
    void soManyFailuresInARowAfterTheGracePeriodKillAndReplace() {
        MarathonWorld world = started(app().check("TCP", 20, 3));
        Instance instance = world.instances("/web").get(0);
        world.run(Duration.ofSeconds(35));
        assertThat(world.task(instance).isAlive()).isTrue();
        world.run(Duration.ofSeconds(15));
        assertThat(world.task(instance).isAlive()).isFalse();
        assertThat(world.eventTypes()).contains("failed_health_check_event", "unhealthy_instance_kill_event");
        world.until("another", () -> world.cluster.running("/web").size() == 1);
    }

    @Test
    void oneFailureMakesItUnhealthyAndOneSuccessHealthyAgain() {
        MarathonWorld world = started(app().check("MESOS_HTTP", 60, 3));
        serve(world, world.instances("/web").get(0));
        world.run(Duration.ofSeconds(11));
        status = 500;
        world.run(Duration.ofSeconds(11));
        assertThat(world.instances("/web").get(0).health().alive()).isFalse();
        status = 302;
        world.run(Duration.ofSeconds(10));
        assertThat(world.instances("/web").get(0).health().alive()).isTrue();
        assertThat(world.instances("/web").get(0).health().lastFailureCause()).isEqualTo("status 500");
        assertThat(world.cluster.tasks).hasSize(1);
    }

    @Test
    void aSuccessorFindsHealthOutAgainAndKillsNobody() {
        MarathonWorld world = started(app().check("HTTP", 60, 3));
        serve(world, world.instances("/web").get(0));
        world.run(Duration.ofSeconds(15));
        world.failOver();
        world.run(Duration.ofMinutes(2));
        assertThat(world.instances("/web").get(0).health().alive()).isTrue();
        assertThat(world.cluster.tasks).hasSize(1);
    }
}
