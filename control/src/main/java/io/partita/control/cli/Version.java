package io.partita.control.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code control --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"control " + number() + " (Partita), Java " + Runtime.version()};
    }

    /** The version in the jar's manifest; "development" when run from class files. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
