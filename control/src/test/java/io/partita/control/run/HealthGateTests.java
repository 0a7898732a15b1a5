package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.run.FaultDriver.Event;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The driver in a time that only the test moves. */
@Timeout(30)
class HealthGateTests {

    private final AtomicLong now = new AtomicLong();
    private final List<String> done = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    private final Nemesis nemesis = new Nemesis() {
        @Override
        public FaultRecord perform(FaultStep step) {
            done.add(now.get() / 1_000_000_000 + " " + step.action() + " " + step.fault());
            return new FaultRecord("f", step.fault(), List.of(), "", 0, 0, 0, true, true, Map.of(), Map.of(), null);
        }

        @Override
        public List<FaultRecord> healAll() {
            return List.of();
        }

        @Override
        public List<FaultRecord> records() {
            return List.of();
        }

        @Override
        public void close() {}
    };

    private static PlannedFault fault(String name, int from, int until) {
        return new PlannedFault(name, name.hashCode(), Duration.ofSeconds(from), Duration.ofSeconds(until));
    }

    private FaultDriver driver(FaultDriver.HealthGate gate, PlannedFault... faults) {
        return new FaultDriver(
                nemesis,
                FaultSchedule.of(List.of(faults)).behind(Optional.of(Duration.ofSeconds(30))),
                Duration.ofSeconds(60),
                gate,
                now::get);
    }

    /** Does all that is due, each as soon as it is. */
    private void run(FaultDriver driver) throws InterruptedException {
        while (driver.nextDue() != Long.MAX_VALUE) {
            now.set(Math.max(now.get(), driver.nextDue()));
            var woken = new CountDownLatch(1);
            events.add(driver.begin(woken::countDown));
            if (driver.isBusy()) {
                woken.await();
                Event event = driver.poll();
                while (event == null) {
                    Thread.onSpinWait();
                    event = driver.poll();
                }
                events.add(event);
            }
        }
    }

    private void passSeconds(long seconds) {
        now.addAndGet(seconds * 1_000_000_000);
    }

    @Test
    void faultsComeAsPlannedWhileTheSystemServes() throws Exception {
        try (FaultDriver driver = driver(limit -> Optional.empty(), fault("a", 5, 10), fault("b", 20, 30))) {
            run(driver);
        }
        assertThat(done).containsExactly("5 INJECT a", "10 RECOVER a", "20 INJECT b", "30 RECOVER b");
        assertThat(events)
                .filteredOn(event -> event.f().equals(FaultDriver.GATE))
                .extracting(event -> event.value().get("healthy"))
                .containsExactly(null, true, null, true);
        assertThat(events)
                .filteredOn(event -> event.f().equals(FaultDriver.GATE))
                .allSatisfy(event -> assertThat(event.value()).doesNotContainKeys("step", "error", "provenActive"));
    }

    @Test
    void whatIsPutOffLastsAsLongAsPlanned() throws Exception {
        FaultDriver.HealthGate slow = limit -> {
            passSeconds(7);
            return Optional.empty();
        };
        try (FaultDriver driver = driver(slow, fault("a", 5, 10), fault("c", 6, 9), fault("b", 40, 45))) {
            run(driver);
        }
        assertThat(done)
                .containsExactly(
                        "12 INJECT a", "13 INJECT c", "16 RECOVER c", "17 RECOVER a", "54 INJECT b", "59 RECOVER b");
    }

    @Test
    void whatWouldNotBeOverInTimeIsLeftOutAndSaidToBe() throws Exception {
        FaultDriver.HealthGate slow = limit -> {
            passSeconds(9);
            return Optional.empty();
        };
        try (FaultDriver driver = driver(slow, fault("a", 5, 10), fault("b", 45, 55), fault("c", 46, 47))) {
            run(driver);
        }
        assertThat(done).containsExactly("14 INJECT a", "19 RECOVER a", "55 INJECT c", "56 RECOVER c");
        assertThat(events)
                .anySatisfy(event -> assertThat(event.value())
                        .containsEntry(FaultDriver.LEFT_OUT, List.of("b"))
                        .containsKey(FaultDriver.WHY));
    }

    @Test
    void aSystemThatDoesNotServeGetsNoMoreFaults() throws Exception {
        List<Duration> limits = new ArrayList<>();
        FaultDriver.HealthGate gate = limit -> {
            limits.add(limit);
            return limits.size() == 1 ? Optional.empty() : Optional.of("n2 is silent");
        };
        try (FaultDriver driver =
                driver(gate, fault("a", 5, 10), fault("b", 40, 45), fault("c", 42, 50), fault("d", 51, 52))) {
            run(driver);
        }
        assertThat(done).containsExactly("5 INJECT a", "10 RECOVER a");
        assertThat(limits)
                .as("no longer than the run goes on")
                .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(20));
        Event last = events.get(events.size() - 1);
        assertThat(last.value())
                .containsEntry("healthy", false)
                .containsEntry("lacks", "n2 is silent")
                .containsEntry(FaultDriver.LEFT_OUT, List.of("b", "c", "d"));
    }

    @Test
    void aRunThatIsStoppedWaitsForNobodysHealth() throws Exception {
        var forever = new CountDownLatch(1);
        var waiting = new CountDownLatch(1);
        FaultDriver.HealthGate gate = limit -> {
            try {
                waiting.countDown();
                forever.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        };
        try (FaultDriver driver = driver(gate, fault("a", 5, 10))) {
            driver.begin(() -> {});
            waiting.await();
            driver.cancelRest();
            assertThat(driver.poll().value()).containsEntry("lacks", "the run was stopped");
            assertThat(driver.isBusy()).isFalse();
            assertThat(driver.nextDue()).isEqualTo(Long.MAX_VALUE);
        }
        assertThat(done).isEmpty();
    }
}
