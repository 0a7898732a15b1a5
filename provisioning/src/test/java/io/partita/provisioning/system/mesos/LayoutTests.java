package io.partita.provisioning.system.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTests {

    private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");

    @Test
    void the_usual_one_has_masters_and_marathons_on_the_first_three() {
        Layout layout = Layout.standard(FIVE, 3, List.of("n5"));
        assertThat(layout.of("n1")).containsExactly(Role.ZOOKEEPER, Role.MASTER, Role.AGENT, Role.MARATHON);
        assertThat(layout.of("n4")).containsExactly(Role.ZOOKEEPER, Role.AGENT);
        assertThat(layout.of("n5")).containsExactly(Role.ZOOKEEPER, Role.AGENT, Role.DISCOVERY);
    }

    @Test
    void roles_that_need_each_other_come_in_the_order_of_their_set_up() {
        for (Role role : Role.values()) {
            assertThat(role.needs()).as(role.label()).allMatch(need -> need.ordinal() < role.ordinal());
        }
    }

    @Test
    void separate_machines_can_be_given() {
        Layout layout = new Layout(Map.of(
                Role.ZOOKEEPER, List.of("n1"),
                Role.MASTER, List.of("n2"),
                Role.AGENT, List.of("n3", "n4"),
                Role.MARATHON, List.of("n5")));
        assertThat(layout.of("n3")).containsExactly(Role.AGENT);
        assertThat(layout.on(Role.DISCOVERY)).isEmpty();
    }

    @Test
    void a_role_without_what_it_needs_is_refused() {
        assertThatThrownBy(() -> new Layout(Map.of(Role.AGENT, FIVE)))
                .hasMessageContaining("agent needs zookeeper, which is on no node")
                .hasMessageContaining("agent needs master, which is on no node");
    }

    @Test
    void a_node_that_is_not_there_is_refused() {
        Layout layout = Layout.standard(FIVE, 3, List.of("n9"));
        assertThatThrownBy(() -> layout.requireOn(FIVE)).hasMessageContaining("discovery is to be on \"n9\"");
        assertThatThrownBy(() -> Layout.standard(List.of("n1", "n2"), 3, List.of()))
                .hasMessageContaining("masters must be from 1 to 2");
    }
}
