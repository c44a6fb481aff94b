package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class ManySlicesTest {

    private static Map<Cell, Long> slices(int count, IntToLongFunction rows) {
        Map<Cell, Long> cells = new HashMap<>(Map.of(Cell.ALL, 1L));
        for (int i = 0; i < count; i++) {
            String slice = Coordinate.cross(List.of(Coordinate.of("user,id", "u=" + i), Coordinate.named("new")));
            cells.put(new Cell("all", slice), rows.applyAsLong(i));
            cells.put(new Cell("date=1", slice), 1L);
        }
        return cells;
    }

    @Test
    void veryManySlicesAreToldOf() {
        assertThat(ManySlices.notes(slices(10_000, i -> 30), 30)).isEmpty();
        assertThat(ManySlices.notes(slices(10_001, i -> 30), 30))
                .containsExactly("There are 10,001 slices by user,id × new, 0 of them with fewer than 30 rows of each"
                        + " version; bins:, quantiles: or a column with fewer values would cost less and tell more.");
    }

    @Test
    void manySmallSlicesAreToldOf() {
        assertThat(ManySlices.notes(slices(1002, i -> i % 2 == 0 ? 29 : 30), 30))
                .isEmpty();
        assertThat(ManySlices.notes(slices(1002, i -> i < 502 ? 29 : 30), 30))
                .singleElement()
                .asString()
                .startsWith("There are 1,002 slices by user,id × new, 502 of them with fewer than 30 rows");
        assertThat(ManySlices.notes(slices(1000, i -> 1), 30)).isEmpty();
    }
}
