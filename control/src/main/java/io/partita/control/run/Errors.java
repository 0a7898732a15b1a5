package io.partita.control.run;

/** Exceptions in a few words. */
final class Errors {

    private Errors() {}

    /** The exception's simple class name and message. */
    static String brief(Throwable e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + e.getMessage();
    }
}
