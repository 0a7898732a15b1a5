package io.partita.testbed.marathon.leadership;

import io.partita.testbed.coordination.Member;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.settings.Profile;
import java.util.List;
import java.util.Optional;

/** The lines about elections that each release writes. */
record ElectionLog(Log log, Profile profile, Address self) {

    private boolean modern() {
        return profile.isAtLeast(Profile.MODERN);
    }

    void offering() {
        if (profile == Profile.CLASSIC) {
            lines("Offering leadership", "Using HA and therefore offering leadership");
        }
    }

    void elected(String path, Member member) {
        if (modern()) {
            lines("Leader won: " + self);
        } else if (profile == Profile.CLASSIC) {
            lines(
                    "Candidate " + path + "/" + member.name() + " is now leader of group: [" + member.name() + "]",
                    "Elected (Leader Interface)",
                    "Elect leadership");
        } else {
            lines("Leader elected");
        }
    }

    void running() {
        if (modern()) {
            lines("As new leader running the driver");
        }
    }

    void defeated(Optional<Address> leader) {
        if (modern()) {
            lines(leader.map(address -> "Leader defeated. Current leader: " + address)
                    .orElse("Leader unknown."));
        } else if (leader.isEmpty()) {
            return;
        } else if (profile == Profile.CLASSIC) {
            lines("Defeated (Leader Interface)");
        } else {
            lines("Leader defeated. New leader: -");
        }
    }

    private void lines(String... lines) {
        List.of(lines).forEach(log::info);
    }
}
