package io.partita.checker.bench;

import io.partita.checker.Budget;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The benchmarks' command line; see {@code docs/performance.md}. */
public final class Bench {

    static final Budget WARM_UP_BUDGET = new Budget(Duration.ofSeconds(1), 256L << 20);

    private static final String USAGE = """
            usage: checker/bench [--verdicts FILE.tsv] [--model M] PATH…        check recorded histories
                   checker/bench matrix [--models M,…] [--clients N,…] [--operations N,…] [--crashes S,…]
                                 [--verdicts ok,bad] [--seed N]                 check generated histories
                                 [--apart-from N] operations: a virtual machine for each
                   checker/bench compare OURS.tsv THEIRS.tsv                    set against another checker
                   checker/bench table RESULTS.tsv                              sum up as Markdown
                   checker/bench jmh [NAME]                                     microbenchmarks

            matrix and files: [--limit 20s] CPU, [--wall 60s], [--memory 2048m], [--repeat 250ms], [--out RESULTS.tsv]
            BENCH_OPTS: options of the virtual machine (default: -Xmx2g -XX:+UseSerialGC)""";

    private Bench() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        System.exit(run(Arrays.asList(words)));
    }

    private static int run(List<String> words) throws IOException, InterruptedException {
        if (words.isEmpty() || words.contains("--help")) {
            System.out.println(USAGE);
            return 0;
        }
        try {
            List<String> rest = words.subList(1, words.size());
            boolean good = switch (words.get(0)) {
                case "matrix" -> new MatrixCommand(new Arguments(rest, MatrixCommand.OPTIONS)).run();
                case "compare" -> new CompareCommand(new Arguments(rest, CompareCommand.OPTIONS), System.out).run();
                case "table" -> new TableCommand(new Arguments(rest, TableCommand.OPTIONS), System.out).run();
                default -> new FilesCommand(new Arguments(words, FilesCommand.OPTIONS)).run();
            };
            return good ? 0 : 1;
        } catch (NoSuchFileException e) {
            System.err.println("bench: no such file: " + e.getMessage());
            return 64;
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            return 64;
        }
    }

    static Meter.Limits limits(Arguments arguments) {
        Duration cpu = arguments.duration("limit", "20s");
        Duration wall = arguments.has("wall") ? arguments.duration("wall", "") : cpu.multipliedBy(3);
        String memory = arguments.get("memory", "2048m");
        if (!memory.matches("\\d+m")) {
            throw new IllegalArgumentException("--memory is " + memory + ": expected MiB, such as 2048m");
        }
        long bytes = Long.parseLong(memory.substring(0, memory.length() - 1)) << 20;
        return new Meter.Limits(cpu, new Budget(wall, bytes), arguments.duration("repeat", "250ms"));
    }
}
