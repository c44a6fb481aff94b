package io.assay.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the nodes of one YAML text into {@link Setting}s, each with the line of its key. */
final class SettingNodes {

    /** Aliases of aliases can stand for more values than any memory holds. */
    private static final int MOST_VALUES = 100_000;

    private final String name;
    private final List<Problem> problems;
    private final Deque<Node> open = new ArrayDeque<>();
    private int values;

    /**
     * @param name of the text: a file, or the option that holds it
     */
    SettingNodes(String name, List<Problem> problems) {
        this.name = name;
        this.problems = problems;
    }

    Setting setting(Node root) {
        return setting(root.getStartMark().map(this::place).orElse(name), root);
    }

    /** File and line; an option has no lines. */
    String place(Mark mark) {
        return name.startsWith(Setting.OPTION) ? name : name + ":" + (mark.getLine() + 1);
    }

    private Setting setting(String place, Node node) {
        if (open.contains(node)) {
            throw new InvalidConfigurationException(
                    List.of(new Problem(place, "YAML", null, "an alias must not stand inside of what it stands for")));
        }
        if (++values > MOST_VALUES) {
            throw new InvalidConfigurationException(List.of(
                    new Problem(place, "YAML", null, "holds more than " + MOST_VALUES + " values, aliases resolved")));
        }
        if (node instanceof ScalarNode scalar) {
            boolean isNull = scalar.isPlain() && scalar.getTag().equals(Tag.NULL);
            return new Setting.Scalar(place, isNull ? null : scalar.getValue());
        }
        open.push(node);
        Setting setting = node instanceof MappingNode mapping
                ? new Setting.Mapping(place, entries(mapping))
                : new Setting.Sequence(place, items((SequenceNode) node));
        open.pop();
        return setting;
    }

    private Map<String, Setting> entries(MappingNode mapping) {
        Map<String, Setting> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String place = tuple.getKeyNode().getStartMark().map(this::place).orElse(name);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new Problem(place, "YAML", null, "a key must be a text"));
            } else if (entries.put(key.getValue(), setting(place, tuple.getValueNode())) != null) {
                problems.add(new Problem(place, key.getValue(), null, "stands twice in the same mapping"));
            }
        }
        return entries;
    }

    private List<Setting> items(SequenceNode sequence) {
        List<Setting> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(setting(item.getStartMark().map(this::place).orElse(name), item));
        }
        return items;
    }
}
