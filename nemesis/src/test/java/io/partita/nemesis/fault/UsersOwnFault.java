package io.partita.nemesis.fault;

import java.util.Random;

/** A kind of fault as a user's jar would bring it. */
public final class UsersOwnFault implements FaultKind {

    @Override
    public String name() {
        return "users-own-fault";
    }

    @Override
    public String description() {
        return "Shows that a service is found.";
    }

    @Override
    public String needs() {
        return "nothing";
    }

    @Override
    public Availability availability(Environment environment) {
        return Availability.YES;
    }

    @Override
    public Fault create(Environment environment, Random random) {
        throw new FaultException("only the name is tested");
    }
}
