package io.partita.provisioning.system.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutFileTests {

    @Test
    void a_line_gives_a_role_its_nodes_in_order() {
        Layout layout = Layout.parse(List.of(
                "# separate machines", "", "zookeeper: n1", "master:n2 n1 # two", "agent:  n4\tn3", "marathon: n5"));
        assertThat(layout.on(Role.MASTER)).containsExactly("n2", "n1");
        assertThat(layout.on(Role.AGENT)).containsExactly("n4", "n3");
        assertThat(layout.of("n1")).containsExactly(Role.ZOOKEEPER, Role.MASTER);
    }

    @Test
    void every_line_that_is_wrong_is_named_with_what_is_allowed() {
        assertThatThrownBy(() ->
                        Layout.parse(List.of("masters: n1", "agent n1", "zookeeper:", "marathon: n1", "marathon: n2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1: no role \"masters\": expected one of zookeeper, master, agent, marathon")
                .hasMessageContaining("line 2: \"agent n1\" is not a role and its nodes, such as \"master: n1 n2 n3\"")
                .hasMessageContaining("line 3: \"zookeeper:\" is not")
                .hasMessageContaining("line 5: marathon is given a second time");
    }

    @Test
    void lines_that_make_no_cluster_together_are_refused() {
        assertThatThrownBy(() -> Layout.parse(List.of("zookeeper: n1", "agent: n1")))
                .hasMessageContaining("agent needs master, which is on no node");
        assertThatThrownBy(() -> Layout.parse(List.of("# nothing"))).hasMessageContaining("no role is on any node");
    }

    @Test
    void a_layout_and_its_word_say_the_same() {
        String word = "zookeeper:n1+n2+n3/master:n1/agent:n4+n5";
        assertThat(Layout.ofWord(word).word()).isEqualTo(word);
        assertThat(Layout.ofWord(word))
                .isEqualTo(Layout.parse(List.of("agent: n4 n5", "master: n1", "zookeeper: n1 n2 n3")));
        assertThatThrownBy(() -> Layout.ofWord("zookeeper:n1/boss:n1")).hasMessageContaining("no role \"boss\"");
    }

    @Test
    void a_role_can_be_left_out() {
        Layout layout = Layout.standard(List.of("n1"), 1, List.of());
        assertThat(layout.without(Role.MARATHON).of("n1")).containsExactly(Role.ZOOKEEPER, Role.MASTER, Role.AGENT);
        assertThatThrownBy(() -> layout.without(Role.MASTER)).hasMessageContaining("agent needs master");
    }

    @Test
    void the_examples_of_the_documentation_are_layouts() throws Exception {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "mesos.md"));
        assertThat(example(page, "doubled-up.layout").of("n2"))
                .containsExactly(Role.ZOOKEEPER, Role.MASTER, Role.MARATHON);
        Layout separate = example(page, "separate.layout");
        assertThat(List.of("n1", "n4", "n7", "n8"))
                .allSatisfy(node -> assertThat(separate.of(node)).hasSize(1));
    }

    private static Layout example(List<String> page, String name) {
        List<String> lines = page.stream()
                .dropWhile(line -> !line.startsWith("    # " + name))
                .takeWhile(line -> line.startsWith("    "))
                .toList();
        return Layout.parse(lines);
    }
}
