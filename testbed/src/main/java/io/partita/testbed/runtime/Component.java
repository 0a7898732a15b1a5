package io.partita.testbed.runtime;

/** A server of the testbed. Lives on its platform's loop. */
public interface Component {

    /** Begins to work; called once, on the loop. */
    void start();

    /** What it answers to HTTP requests. */
    HttpService http();
}
