package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunWatchTests {

    private static Op event(long index) {
        return new Op(index, index, 0, OpType.INFO, "tick", null, null, null);
    }

    @Test
    void observersSeeEveryEventInOrder() throws Exception {
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(5_000);
        RunWatch.Observer observer = event -> {
            seen.add(event.index());
            all.countDown();
        };
        try (RunWatch watch = new RunWatch(1 << 13, observer)) {
            for (int i = 0; i < 5_000; i++) {
                watch.take(event(i));
            }
            all.await();
        }
        assertThat(seen)
                .containsExactlyElementsOf(LongStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void anObserverThatIsTooSlowIsLeftBehindAndHoldsNobodyUp() throws Exception {
        Semaphore goOn = new Semaphore(0);
        CountDownLatch left = new CountDownLatch(1);
        RunWatch.Observer slow = new RunWatch.Observer() {
            @Override
            public void take(Op event) {
                goOn.acquireUninterruptibly();
            }

            @Override
            public void leftBehind() {
                left.countDown();
            }
        };
        try (RunWatch watch = new RunWatch(16, slow)) {
            for (int i = 0; i < 1_000; i++) {
                watch.take(event(i));
            }
            goOn.release(1_000);
            left.await();
        }
    }

    @Test
    void aWatchThatIsClosedLeavesNobodyBehind() {
        List<String> told = new ArrayList<>();
        RunWatch.Observer observer = new RunWatch.Observer() {
            @Override
            public void take(Op event) {}

            @Override
            public void leftBehind() {
                told.add("left behind");
            }
        };
        RunWatch watch = new RunWatch(16, observer);
        watch.take(event(0));
        watch.close();
        assertThat(told).isEmpty();
    }

    @Test
    void whoIsWatchedRecordsAsBefore() {
        List<Object> taken = new ArrayList<>();
        Recorder recorder = new Recorder() {
            @Override
            public void meantFor(long time) {
                taken.add(time);
            }

            @Override
            public void record(Op op) {
                taken.add(op);
            }

            @Override
            public void flush() {
                taken.add("flush");
            }
        };
        try (RunWatch watch = new RunWatch(16)) {
            Recorder watched = new WatchedRecorder(recorder, watch);
            watched.meantFor(7);
            watched.record(event(0));
            watched.flush();
        }
        assertThat(taken).containsExactly(7L, event(0), "flush");
    }
}
