package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredTalliesTest {

    private static List<CostTally> costs() {
        Random random = new Random(1);
        List<CostTally> tallies = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CostTally tally = new CostTally();
            for (int row = 0; row < 20 * i; row++) {
                double loss = random.nextGaussian();
                tally.addRow(loss, 1);
                tally.addRowAsUnit(loss, 1);
            }
            tallies.add(tally);
        }
        return tallies;
    }

    @Test
    void whatIsReadBackIsWhatWasStored() {
        List<CostTally> tallies = costs();
        List<CostTally> stored = StoredTallies.ofCosts(tallies);
        assertThat(stored).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(stored.get(i).toBytes()).isEqualTo(tallies.get(i).toBytes());
        }
        PairTally pairs = new PairTally();
        pairs.addPair(0.5, 0.25, 2);
        assertThat(StoredTallies.ofPairs(List.of(pairs)).get(0).toBytes()).isEqualTo(pairs.toBytes());
    }

    @Test
    void nothingThatIsDoneToOneIsSeenLater() {
        List<CostTally> tallies = costs();
        byte[] before = tallies.get(1).toBytes();
        List<CostTally> stored = StoredTallies.ofCosts(tallies);
        tallies.get(1).addRow(5, 1);
        stored.get(1).addRow(5, 1);
        assertThat(stored.get(1).toBytes()).isEqualTo(before);
        assertThatThrownBy(() -> stored.set(0, new CostTally())).isInstanceOf(UnsupportedOperationException.class);
        assertThat(StoredTallies.copyOf(stored)).isSameAs(stored);
        assertThat(StoredTallies.copyOf(tallies)).isNotSameAs(tallies).isEqualTo(tallies);
    }
}
