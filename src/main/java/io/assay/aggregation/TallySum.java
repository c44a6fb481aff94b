package io.assay.aggregation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** What one task makes of the blocks that others send it. Blocks of tallies are added up as they come, and not kept. */
final class TallySum {

    private final Supplier<TallyState> nothing;
    private final List<byte[]> seen = new ArrayList<>();
    private byte @Nullable [] alone;
    private @Nullable TallyState sum;

    private TallySum(Supplier<TallyState> nothing) {
        this.nothing = nothing;
    }

    /**
     * What came of all blocks.
     *
     * @param blocks of the sum of tallies
     * @param repeated ids that were seen in several places and did not meet
     */
    record Found(List<byte[]> blocks, RepeatedIds repeated) implements Serializable {

        static Found of(List<Found> parts) {
            return new Found(
                    parts.stream().flatMap(part -> part.blocks.stream()).toList(),
                    RepeatedIds.of(parts.stream().map(Found::repeated).toList()));
        }
    }

    /**
     * Reads blocks one by one.
     *
     * @param blocks with the kind of {@link TalliedRow} that they are of
     * @param nothing gives a state to add to
     */
    static Found of(Iterator<Tuple2<String, byte[]>> blocks, Supplier<TallyState> nothing) {
        TallySum sum = new TallySum(nothing);
        while (blocks.hasNext()) {
            Tuple2<String, byte[]> block = blocks.next();
            if (block._1().equals(TalliedRow.SEEN)) {
                sum.seen.add(block._2());
            } else {
                sum.add(block._2());
            }
        }
        return new Found(sum.blocks(), RepeatedIds.in(sum.seen));
    }

    /** One alone is read and written by nobody. */
    private void add(byte[] block) {
        if (sum == null && alone == null) {
            alone = block;
            return;
        }
        TallyState to = sum == null ? nothing.get() : sum;
        if (alone != null) {
            to.read(alone);
            alone = null;
        }
        to.read(block);
        sum = to;
    }

    private List<byte[]> blocks() {
        List<byte[]> blocks = new ArrayList<>();
        if (alone != null) {
            blocks.add(alone);
        } else if (sum != null) {
            sum.write(1, (block, part) -> blocks.add(block));
        }
        return blocks;
    }
}
