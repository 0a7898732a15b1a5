package io.partita.control.plan;

import io.partita.control.store.FileTrouble;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.provisioning.system.SystemProvider;
import io.partita.workloads.Workload;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/** The workloads, systems and faults that there are: ours, and those in the jars that the user named. */
public final class Extensions {

    private final List<Workload> workloads = new ArrayList<>();
    private final List<SystemProvider> systems = new ArrayList<>();
    private final FaultCatalog faults;

    private Extensions(ClassLoader loader) {
        ServiceLoader.load(Workload.class, loader).forEach(workloads::add);
        ServiceLoader.load(SystemProvider.class, loader).forEach(systems::add);
        faults = FaultCatalog.load(loader);
        workloads.sort(Comparator.comparing(Workload::name));
        systems.sort(Comparator.comparing(SystemProvider::name));
    }

    /**
     * Loads what is on the class path and in {@code plugins}.
     *
     * @throws ConfigurationException if a jar does not exist
     */
    public static Extensions load(List<Path> plugins) {
        ClassLoader own = Extensions.class.getClassLoader();
        if (plugins.isEmpty()) {
            return new Extensions(own);
        }
        List<Problem> problems = new ArrayList<>();
        List<URL> jars = new ArrayList<>();
        for (Path plugin : plugins) {
            try {
                if (!Files.isRegularFile(plugin)) {
                    problems.add(new Problem("--plugin " + plugin + ": no such file", "Name an existing jar file."));
                } else {
                    // The class loader passes over what is no jar, and the plugin's names would be unknown.
                    new JarFile(plugin.toFile()).close();
                }
                jars.add(plugin.toUri().toURL());
            } catch (IOException e) {
                problems.add(new Problem(
                        "--plugin " + plugin + " is no jar: " + FileTrouble.reason(e), "Name an existing jar file."));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        // Stays open as long as the program runs: classes are loaded from it at any time.
        return new Extensions(new URLClassLoader("plugins", jars.toArray(URL[]::new), own));
    }

    public List<Workload> workloads() {
        return List.copyOf(workloads);
    }

    public List<SystemProvider> systems() {
        return List.copyOf(systems);
    }

    public FaultCatalog faults() {
        return faults;
    }

    Optional<Workload> workload(String name) {
        return workloads.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst();
    }

    /** The system called {@code name}. */
    public Optional<SystemProvider> system(String name) {
        return systems.stream().filter(system -> system.name().equals(name)).findFirst();
    }

    /**
     * The workload called {@code name}.
     *
     * @throws ConfigurationException if there is none
     */
    public Workload requireWorkload(String name) {
        return workload(name)
                .orElseThrow(() -> new ConfigurationException(List.of(Suggestions.unknown(
                        "workload", name, workloads.stream().map(Workload::name).toList()))));
    }
}
