package io.partita.testbed.runtime;

/** A component's log: one line for each call, in the form of the system that the component stands for. */
public interface Log {

    void info(String line);

    void warn(String line);

    void error(String line);
}
