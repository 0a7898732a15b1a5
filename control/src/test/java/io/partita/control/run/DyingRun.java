package io.partita.control.run;

import io.partita.checker.history.Op;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A run that goes on until it is killed: 20 workers on registers in this virtual machine, some slow, some of unknown
 * outcome. Beside its journal it counts, in a file mapped into memory, the events that it has flushed.
 */
final class DyingRun {

    static final int THREADS = 20;
    private static final int KEYS = 500;

    /** Slow operations wait here until others, begun later, have overtaken them. */
    private static final Semaphore OVERTAKEN = new Semaphore(0);

    private DyingRun() {}

    /** Arguments: the journal and the file for the count. */
    public static void main(String[] arguments) throws Exception {
        MappedByteBuffer count;
        try (var file = new RandomAccessFile(arguments[1], "rw")) {
            count = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
        long start = System.nanoTime();
        Map<Object, Object> registers = new ConcurrentHashMap<>();
        Crew crew = new ThreadCrew(
                THREADS,
                List.of("n1", "n2", "n3"),
                (node, process) -> client(registers),
                () -> System.nanoTime() - start);
        try (JournalRecorder journal = new JournalRecorder(Path.of(arguments[0]), Map.of("model", "kv"));
                Scheduler scheduler = new Scheduler(THREADS, crew, counting(journal, count), Duration.ofSeconds(5));
                FaultDriver noFaults = new FaultDriver(null, List.of())) {
            scheduler.run(load(), noFaults);
        }
    }

    private static Generator load() {
        return Generators.stream(
                1,
                (number, random) -> random.nextBoolean()
                        ? new Template("write", number / 200 % KEYS, number)
                        : new Template("read", number / 200 % KEYS, null));
    }

    private static Recorder counting(JournalRecorder journal, ByteBuffer count) {
        return new Recorder() {
            private long events;

            @Override
            public void record(Op op) {
                journal.record(op);
                events++;
            }

            @Override
            public void flush() {
                journal.flush();
                count.putLong(0, events);
            }
        };
    }

    private static Client client(Map<Object, Object> registers) {
        return new Client() {
            @Override
            public Completion invoke(Invocation invocation) throws InterruptedException {
                if (invocation.f().equals("read")) {
                    return Completion.ok(registers.get(invocation.key()));
                }
                registers.put(invocation.key(), invocation.value());
                long number = (long) invocation.value();
                if (number % 997 == 0) {
                    OVERTAKEN.acquire();
                } else if (number % 10 == 0 && OVERTAKEN.hasQueuedThreads()) {
                    OVERTAKEN.release();
                }
                return number % 1009 == 0 ? Completion.info(invocation, "timeout") : Completion.ok(invocation.value());
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
