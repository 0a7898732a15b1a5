package io.partita.checker.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import org.junit.jupiter.api.Test;

class AgendaTests {

    private final Account account = new Account(new Resources(Budget.DEFAULT));

    @Test
    void theMostPromisingComesFirstAndOfEqualsTheLatest() throws ExhaustedException {
        Agenda agenda = new Agenda(10, account);
        agenda.add(100, 3);
        agenda.add(101, 7);
        agenda.add(102, 3);
        agenda.add(103, 1);

        assertThat(new int[] {agenda.take(), agenda.take(), agenda.take(), agenda.take(), agenda.take()})
                .containsExactly(101, 102, 100, 103, Agenda.NONE);
    }

    @Test
    void promisesBeyondTheScaleCountAsItsEnds() throws ExhaustedException {
        Agenda agenda = new Agenda(10, account);
        agenda.add(1, 99);
        agenda.add(2, -5);
        agenda.add(3, 4);

        assertThat(new int[] {agenda.take(), agenda.take(), agenda.take()}).containsExactly(1, 3, 2);
    }
}
