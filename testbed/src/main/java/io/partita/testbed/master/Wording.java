package io.partita.testbed.master;

import io.partita.testbed.settings.Profile;

/** What the releases call things, where people look for the very words. */
record Wording(Profile profile) {

    /** {@code slave}, from 1.0 on {@code agent}. */
    String agent() {
        return profile.isAtLeast(Profile.LEGACY1) ? "agent" : "slave";
    }

    String capitalAgent() {
        return profile.isAtLeast(Profile.LEGACY1) ? "Agent" : "Slave";
    }

    String noLeader() {
        return profile.isAtLeast(Profile.PA) ? "No master was elected." : "The newly elected leader is None";
    }

    String lostCandidacy() {
        return exit("Lost candidacy as a leader... committing suicide!");
    }

    String conceded() {
        return exit("Conceded leadership to another master... committing suicide!");
    }

    String indecisive() {
        return exit("Lost leadership after indecisive election... committing suicide!");
    }

    String frameworkRemoved() {
        return profile.isAtLeast(Profile.LEGACY1)
                ? "Framework has been removed"
                : "Completed framework attempted to re-register";
    }

    private String exit(String late) {
        return profile.isAtLeast(Profile.PA) ? "EXIT with status 1: " + late : "Lost leadership... committing suicide!";
    }
}
