package io.partita.provisioning.system.mesos.release;

import java.util.List;
import java.util.Optional;

/** One of the two programs that a user has to bring along. */
enum Product {
    MESOS("Mesos", "", "mesos"),
    MARATHON("Marathon", "marathon.", "marathon");

    private static final List<String> MASTER = List.of("sbin/mesos-master", "bin/mesos-master");
    private static final List<String> LAUNCHER = List.of("share/marathon/bin/marathon", "bin/marathon", "bin/start");

    private final String title;
    private final String prefix;
    private final String debianPackage;

    Product(String title, String prefix, String debianPackage) {
        this.title = title;
        this.prefix = prefix;
        this.debianPackage = debianPackage;
    }

    /** Its name in sentences. */
    String title() {
        return title;
    }

    /** What stands before its own options, such as {@code marathon.} before {@code archive}. */
    String option(String name) {
        return prefix + name;
    }

    /** The Debian package that usually has it. */
    String debianPackage() {
        return debianPackage;
    }

    /** Its directory, relative to that of the whole cluster on a node. */
    String directory() {
        return "release/" + debianPackage;
    }

    /** What says that it is there: paths below a prefix, the first that exists counts. */
    List<String> marks() {
        return this == MESOS ? MASTER : LAUNCHER;
    }

    /** The directory in an archive that is its prefix, found by its {@link #marks}; empty for the archive's own root. */
    Optional<String> prefixAmong(List<String> paths) {
        for (String mark : marks()) {
            for (String path : paths) {
                String clean = path.replaceFirst("^(\\./)+", "");
                if (clean.equals(mark)) {
                    return Optional.of("");
                }
                if (clean.endsWith("/" + mark)) {
                    return Optional.of(clean.substring(0, clean.length() - mark.length() - 1));
                }
            }
        }
        return Optional.empty();
    }

    /** What an archive or a directory without it lacks, and what may be meant instead. */
    String lacking(boolean isSource) {
        return "has no " + marks().get(this == MESOS ? 0 : 1)
                + (isSource
                        ? ", but a configure script: these are the sources. Build them (./configure --prefix=/opt/mesos &&"
                                + " make install) and give prefix=/opt/mesos"
                        : ". Give one that has " + String.join(" or ", marks()));
    }
}
