package io.partita.testbed.marathon.api;

import io.partita.testbed.runtime.HttpCalls;
import io.partita.testbed.settings.Profile;

/**
 * Why a standby could not pass a request on, and what it answers then, by release.
 *
 * @param status of the answer
 * @param reason in the answer
 */
record ProxyProblem(int status, String reason) {

    static ProxyProblem noLeader(Profile profile) {
        return new ProxyProblem(
                profile.isAtLeast(Profile.MODERN) ? 502 : 503, "Could not determine the current leader");
    }

    static ProxyProblem loop() {
        return new ProxyProblem(502, "Detected proxying loop.");
    }

    static ProxyProblem of(Throwable failure, Profile profile) {
        if (failure instanceof HttpCalls.Refused) {
            boolean middle = profile == Profile.LEGACY1 || profile == Profile.PA;
            return new ProxyProblem(middle ? 503 : 502, "Connection to leader refused.");
        }
        if (failure instanceof HttpCalls.TimedOut) {
            return new ProxyProblem(profile.isAtLeast(Profile.MODERN) ? 502 : 504, "Connection to leader timed out.");
        }
        return new ProxyProblem(502, "Connection to leader broke off.");
    }
}
