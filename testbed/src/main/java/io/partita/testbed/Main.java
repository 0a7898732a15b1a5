package io.partita.testbed;

import io.partita.testbed.agent.Agent;
import io.partita.testbed.agent.ProcessLauncher;
import io.partita.testbed.discovery.Discovery;
import io.partita.testbed.marathon.Marathon;
import io.partita.testbed.master.Master;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.server.Configuration;
import io.partita.testbed.server.FileLog;
import io.partita.testbed.server.RealPlatform;
import io.partita.testbed.server.Role;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs one server of the testbed, or says what a configuration amounts to: {@code Main ROLE CONFIG}, where CONFIG is a
 * properties file. Status 64: wrong arguments or configuration, all that is wrong on standard error. Status 1: a port or a file
 * cannot be had.
 */
public final class Main {

    private static final int USAGE = 64;
    private static final String SETTINGS = "settings";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            if (arguments.length != 2) {
                throw new WrongUse(List.of(usage()));
            }
            Map<String, String> options = read(Path.of(arguments[1]));
            if (arguments[0].equals(SETTINGS)) {
                Configuration.settings(options)
                        .effective()
                        .forEach((key, value) -> System.out.println(key + "=" + value));
                return;
            }
            Role role = Role.named(arguments[0])
                    .orElseThrow(() -> new WrongUse(List.of("no such role: " + arguments[0], usage())));
            run(role, Configuration.parse(role, options));
        } catch (WrongUse e) {
            refuse(e.problems);
        } catch (Configuration.Wrong e) {
            refuse(e.problems());
        } catch (IOException e) {
            System.err.println("testbed: " + e);
            System.exit(1);
        }
    }

    private static void run(Role role, Configuration configuration) throws IOException {
        Files.createDirectories(configuration.workDirectory());
        FileLog log = new FileLog(
                role.logForm(),
                role.toString(),
                InstantSource.system(),
                configuration.log(),
                new FileOutputStream(FileDescriptor.out));
        new RealPlatform(
                        role.toString(),
                        configuration.address(),
                        log,
                        configuration.place().zookeeper(),
                        configuration.workDirectory(),
                        Runtime.getRuntime()::halt)
                .run(platform -> component(role, platform, configuration), configuration.http());
    }

    private static Component component(Role role, Platform platform, Configuration configuration) {
        return switch (role) {
            case DISCOVERY -> new Discovery(platform, configuration.settings(), configuration.place());
            case MARATHON ->
                new Marathon(
                        platform,
                        configuration.settings(),
                        configuration.place(),
                        configuration.http().orElseThrow());
            case MASTER -> new Master(platform, configuration.settings(), configuration.place());
            case AGENT ->
                new Agent(
                        platform,
                        configuration.settings(),
                        configuration.place(),
                        configuration.resources(),
                        configuration.attributes(),
                        new ProcessLauncher());
        };
    }

    private static Map<String, String> read(Path file) throws WrongUse {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongUse(List.of("cannot read " + file + ": " + e));
        }
        Map<String, String> options = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> options.put(name, properties.getProperty(name)));
        return options;
    }

    private static String usage() {
        return "usage: Main ROLE CONFIG, where ROLE is "
                + Arrays.stream(Role.values()).map(Role::toString).collect(Collectors.joining(", ")) + " or "
                + SETTINGS;
    }

    private static void refuse(List<String> problems) {
        problems.forEach(problem -> System.err.println("testbed: " + problem));
        System.exit(USAGE);
    }

    /** Arguments that make no sense. */
    private static final class WrongUse extends Exception {
        private static final long serialVersionUID = 1L;

        private final List<String> problems;

        WrongUse(List<String> problems) {
            super(String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }
    }
}
