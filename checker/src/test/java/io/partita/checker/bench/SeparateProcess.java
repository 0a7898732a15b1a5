package io.partita.checker.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures a cell in a virtual machine of its own, started like this one. */
final class SeparateProcess {

    private SeparateProcess() {}

    static Row measure(Cell cell, Arguments arguments) throws IOException, InterruptedException {
        Path result = Files.createTempFile("cell", ".tsv");
        Path output = Files.createTempFile("cell", ".log");
        try {
            Process process = new ProcessBuilder(command(cell, arguments, result))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            List<Map<String, String>> rows = Tsv.read(result);
            return rows.isEmpty() ? failed(cell, status, output) : Row.of(cell, rows.get(0));
        } finally {
            Files.delete(result);
            Files.delete(output);
        }
    }

    private static List<String> command(Cell cell, Arguments arguments, Path result) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName(), "matrix"));
        command.addAll(List.of("--models", cell.model(), "--clients", String.valueOf(cell.clients())));
        command.addAll(List.of("--operations", String.valueOf(cell.operations()), "--crashes", cell.crash()));
        command.addAll(List.of("--verdicts", cell.bad() ? "bad" : "ok", "--apart-from", "100m"));
        for (String option : List.of("seed", "limit", "wall", "memory", "repeat")) {
            if (arguments.has(option)) {
                command.addAll(List.of("--" + option, arguments.get(option, "")));
            }
        }
        command.addAll(List.of("--out", result.toString()));
        return command;
    }

    private static Row failed(Cell cell, int status, Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        String last = lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        Reading reading = new Reading("error", 0, 0, 0, 0, 0, 0, 0, "exit status " + status + last);
        return new Row(
                cell.toString(), Optional.of(cell), cell.operations(), cell.bad() ? "invalid" : "valid", 0, reading);
    }
}
