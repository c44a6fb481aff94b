package io.assay.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The row that stands for an example is found by its rule, with one shuffle. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class CarriersSparkTest {

    private static final StructType SCHEMA = StructType.fromDDL(
            Conformed.ID + " STRING, " + Conformed.VERSION + " STRING, " + Conformed.STATUS + " STRING, place INT");

    private static final List<String> PREFERRED = List.of("c", "a");

    private record Place(String id, @Nullable String version, @Nullable String status, int place) {}

    private static List<Place> places() {
        Random random = new Random(9);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int kind = random.nextInt(12);
            String status = kind == 0
                    ? Conformed.UNLABELLED
                    : kind == 1 ? Conformed.FILTERED : kind == 2 ? Conformed.UNVERSIONED : null;
            String version = kind == 2 ? null : List.of("a", "b", "c", "d").get(random.nextInt(4));
            places.add(new Place("id" + random.nextInt(120), version, status, i));
        }
        return places;
    }

    private static Dataset<Row> marked(List<Place> places) {
        List<Row> rows = places.stream()
                .map(place -> RowFactory.create(place.id(), place.version(), place.status(), place.place()))
                .toList();
        return Carriers.marked(SharedSession.session().createDataFrame(rows, SCHEMA), PREFERRED);
    }

    /** Usable, the only one of its version in its place, and of the version that comes first. */
    private static boolean carries(Place one, List<Place> places) {
        return isAlone(one, places)
                && places.stream()
                        .filter(other -> other.id().equals(one.id()) && isAlone(other, places))
                        .min(Comparator.comparing(CarriersSparkTest::rank))
                        .filter(one::equals)
                        .isPresent();
    }

    private static String rank(Place place) {
        int preferred = PREFERRED.indexOf(place.version());
        return (preferred < 0 ? PREFERRED.size() : preferred) + " " + place.version();
    }

    private static boolean isAlone(Place one, List<Place> places) {
        return one.status() == null
                && places.stream()
                                .filter(other -> other.id().equals(one.id())
                                        && one.version() != null
                                        && one.version().equals(other.version())
                                        && Conformed.hasPlace(other.status()))
                                .count()
                        == 1;
    }

    @Test
    void theRowThatStandsForAnExampleIsTheOneOfTheRule() {
        List<Place> places = places();
        List<Integer> expected = places.stream()
                .filter(place -> carries(place, places))
                .map(Place::place)
                .toList();
        List<Integer> found = new ArrayList<>();
        marked(places).filter(Carriers.CARRIER).collectAsList().forEach(row -> found.add(row.getAs("place")));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(50);
    }

    @Test
    void theRowsOfAnIdTravelOnce() {
        String plan = marked(places()).queryExecution().executedPlan().toString();
        assertThat(Pattern.compile("Exchange hashpartitioning").matcher(plan).results())
                .hasSize(1);
    }
}
