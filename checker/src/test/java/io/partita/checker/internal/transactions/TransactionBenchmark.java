package io.partita.checker.internal.transactions;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.history.History;
import io.partita.checker.internal.transactions.SimulatedDatabase.Isolation;
import io.partita.checker.internal.transactions.SimulatedDatabase.Load;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How long long histories take: of every isolation level, list-append and registers, up to eight steps a transaction,
 * 100 keys at a time of up to 64 writes each, 30 clients, 0.3 % of unknown outcome.
 *
 * <p>{@code java -Xmx4g … TransactionBenchmark [transactions [seed [lies]]]}; prints one line for each history. Lies are
 * the share of reads that show something else, in databases that are otherwise strictly serializable.
 */
public final class TransactionBenchmark {

    private TransactionBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException {
        int transactions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        double lies = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 0;
        String only = System.getProperty("isolation", "");
        for (boolean lists : new boolean[] {true, false}) {
            for (Isolation isolation : Isolation.values()) {
                if (only.isEmpty() || only.equals(isolation.name())) {
                    run(lists, isolation, transactions, seed, lies);
                }
            }
        }
    }

    private static void run(boolean lists, Isolation isolation, int transactions, long seed, double lies)
            throws InterruptedException {
        Load load = new Load(lists, 30, 100, 64, 8, 0.003, lies);
        History history = new SimulatedDatabase(isolation, load, new Random(seed)).run(transactions);
        long cpu = cpu();
        long begin = System.nanoTime();
        Budget budget = new Budget(Duration.ofMinutes(10), 3L << 30);
        CheckResult result = (lists
                        ? Checkers.listAppend("strict-serializable")
                        : Checkers.readWriteRegister("strict-serializable"))
                .check(history, budget);
        long ended = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%s %s: %d transactions, %s, %d ms, %d ms CPU, %d MB accounted, %d MB heap with history%n",
                lists ? "list-append" : "rw-register",
                isolation,
                history.operations(),
                result.verdict().label(),
                (ended - begin) / 1_000_000,
                (cpu() - cpu) / 1_000_000,
                (Long) result.details().get("peakMemoryBytes") >> 20,
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20);
        ((Map<?, ?>) result.details().get("anomalies"))
                .forEach((kind, found) -> System.out.println("  " + kind + " " + ((Map<?, ?>) found).get("count")));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
