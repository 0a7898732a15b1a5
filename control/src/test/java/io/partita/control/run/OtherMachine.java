package io.partita.control.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of these tests in a virtual machine of their own. */
final class OtherMachine {

    private OtherMachine() {}

    /** Starts {@code program}; what it says goes to {@code output}. */
    static Process start(Class<?> program, Path output, String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        argv.addAll(List.of(arguments));
        return new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
