package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.DiscoveredSlice;
import io.assay.comparison.DiscoveredSlice.Outcome;
import io.assay.comparison.Verdict;
import io.assay.cost.Buckets;
import io.assay.dimension.Coordinate;
import io.assay.report.Discovery;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** From the text of a configuration to slices that are found in one half and confirmed in the other. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class DiscoverSparkTest {

    private static final String YAML =
            """
            evaluation: shop
            input: {path: rows*.csv}
            columns: {id: id, version: v, label: y, prediction: p}
            baseline: a
            slices: [country, device, {column: age, bins: [30, 50]}]
            losses: [absolute_error]
            compare: {margin: {absolute: 0.1}}
            """;

    /** A value as nobody would wish for. */
    private static final String HOSTILE = "<b>=%|*`";

    @TempDir
    private Path folder = Path.of("");

    /** An example: what its rows of both versions say, and by how much the candidate's loss is larger. */
    private record Shopper(String id, String user, String country, String device, int age, double harm, String rows) {
        boolean isHeldOut() {
            return Buckets.half(id) == 1;
        }
    }

    /** 3,000 examples of 1,000 users; on some of them version b is off by 1. */
    private static List<Shopper> shoppers(long seed, Predicate<Shopper> worse) {
        Random random = new Random(seed);
        List<Shopper> shoppers = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String country = List.of("ch", "de", "fr", HOSTILE).get(random.nextInt(4));
            String device = List.of("phone", "desk", "tablet").get(random.nextInt(3));
            int age = 18 + random.nextInt(60);
            Shopper bare = new Shopper("i" + i, "u" + i % 1_000, country, device, age, 0, "");
            double one = Math.abs(random.nextGaussian()) / 4;
            double other = Math.abs(random.nextGaussian()) / 4 + (worse.test(bare) ? 1 : 0);
            String rest = String.join(",", country, device, String.valueOf(age), bare.user());
            String rows = bare.id() + ",a,0," + one + "," + rest + "\n" + bare.id() + ",b,0," + other + "," + rest;
            shoppers.add(new Shopper(bare.id(), bare.user(), country, device, age, other - one, rows));
        }
        return shoppers;
    }

    private static boolean isPlanted(Shopper shopper) {
        return shopper.country().equals(HOSTILE) && shopper.device().equals("phone");
    }

    private void write(String name, List<Shopper> shoppers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,v,y,p,country,device,age,user"));
        shoppers.forEach(shopper -> lines.add(shopper.rows()));
        Files.write(folder.resolve(name), lines);
    }

    private DiscoveryRun.Outcome run(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), yaml);
        Configuration configuration = ConfigurationReader.read(
                file, Map.of("output.path", folder.resolve("out").toString()), null);
        return new DiscoveryRun(SharedSession.session(), configuration, "test").run(Evaluator.Overwrite.ALLOW);
    }

    private static DiscoveredSlice slice(Discovery discovery, String name) {
        return discovery.slices().stream()
                .filter(slice -> slice.comparison().cell().slice().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not found: " + name + " among " + discovery.slices()));
    }

    @Test
    void aPlantedSliceIsFoundInOneHalfAndConfirmedWithTheNumbersOfTheOther() throws Exception {
        List<Shopper> shoppers = shoppers(1, DiscoverSparkTest::isPlanted);
        write("rows.csv", shoppers);
        DiscoveryRun.Outcome outcome = run(YAML);
        Discovery discovery = outcome.discovery();

        assertThat(discovery.verdict()).isEqualTo(Verdict.FAIL);
        DiscoveredSlice first = discovery.slices().get(0);
        String name = Coordinate.of("country", HOSTILE) + ",device=phone";
        assertThat(first.rank()).isEqualTo(1);
        assertThat(first.comparison().cell().slice()).isEqualTo(name);
        assertThat(first.outcome()).isEqualTo(Outcome.MATERIALLY_WORSE);
        double[] harms = shoppers.stream()
                .filter(shopper -> isPlanted(shopper) && shopper.isHeldOut())
                .mapToDouble(Shopper::harm)
                .toArray();
        assertThat(first.comparison().rows()).isEqualTo(harms.length);
        assertThat(first.comparison().difference())
                .isCloseTo(Arrays.stream(harms).average().orElseThrow(), within(1e-12));
        Discovery.Search search = discovery.searches().get(0);
        long heldOut = shoppers.stream().filter(Shopper::isHeldOut).count();
        assertThat(search.heldOut().rows()).isEqualTo(heldOut);
        assertThat(search.searchedPairs()).isEqualTo(3_000 - heldOut);
        assertThat(discovery.run().accounts().get(0).read()).isEqualTo(6_000);

        Path result = Path.of(outcome.folder());
        assertThat(result).isEqualTo(folder.resolve("out/discovery=shop/run_date=undated"));
        String html = Files.readString(result.resolve("report.html"));
        assertThat(html)
                .contains("On rows that were not searched, b is worse by more than the margin than a on country ="
                        + " &lt;b&gt;=%|*`, device = phone")
                .contains("discover")
                .doesNotContain("<b>=");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replaceFirst("<!DOCTYPE html>", ""))));
        assertThat(Files.readString(result.resolve("summary.md")))
                .startsWith("### FAIL: slices of shop")
                .contains("worse by more than the margin than a on country = \\<b\\>=%\\|\\*\\`");
        assertThat(Files.readAllLines(result.resolve("discovery.csv")).get(1)).contains("%3D%25|*`");
        assertThat(SharedSession.session()
                        .read()
                        .parquet(result.resolve("discovery").toString())
                        .count())
                .isEqualTo(discovery.slices().size());
        Commands.Ended checked = Commands.run("check-verdict", result.toString());
        assertThat(checked.code()).isEqualTo(30);
        assertThat(checked.out()).contains("On rows that were not searched, b is worse by more than the margin than a");
    }

    @Test
    void whereNothingIsWorseNothingIsConfirmed() throws IOException {
        write("rows.csv", shoppers(2, shopper -> false));
        Discovery discovery = run(YAML).discovery();
        assertThat(discovery.verdict()).isEqualTo(Verdict.PASS);
        assertThat(discovery.slices()).isNotEmpty();
        assertThat(discovery.slices()).extracting(DiscoveredSlice::outcome).containsOnly(Outcome.NOT_CONFIRMED);
    }

    @Test
    void theOrderOfRowsAndTheirFilesChangeNoByte() throws IOException {
        List<Shopper> shoppers = new ArrayList<>(shoppers(3, DiscoverSparkTest::isPlanted));
        write("rows.csv", shoppers);
        Path result = Path.of(run(YAML).folder());
        byte[] table = Files.readAllBytes(result.resolve("discovery.csv"));
        byte[] summary = Files.readAllBytes(result.resolve("summary.md"));

        Collections.shuffle(shoppers, new Random(3));
        write("rows.csv", shoppers.subList(0, 100));
        write("rows-2.csv", shoppers.subList(100, 2_000));
        write("rows-3.csv", shoppers.subList(2_000, 3_000));
        run(YAML);
        assertThat(result.resolve("discovery.csv")).hasBinaryContent(table);
        assertThat(result.resolve("summary.md")).hasBinaryContent(summary);
    }

    @Test
    void clustersAreHalvedAndJudgedAsUnits() throws IOException {
        List<Shopper> shoppers = shoppers(4, DiscoverSparkTest::isPlanted);
        write("rows.csv", shoppers);
        Discovery discovery =
                run(YAML.replace("version: v,", "version: v, cluster: user,")).discovery();
        DiscoveredSlice found = slice(discovery, Coordinate.of("country", HOSTILE) + ",device=phone");
        List<Shopper> heldOut = shoppers.stream()
                .filter(shopper -> isPlanted(shopper) && Buckets.half(shopper.user()) == 1)
                .toList();
        assertThat(found.comparison().rows()).isEqualTo(heldOut.size());
        assertThat(found.comparison().units())
                .isEqualTo(heldOut.stream().map(Shopper::user).distinct().count())
                .isLessThan(heldOut.size());
        assertThat(found.comparison().pairing()).isEqualTo("paired by cluster");
        assertThat(found.outcome()).isEqualTo(Outcome.MATERIALLY_WORSE);
    }

    @Test
    void harmFollowsTheDirectionAndWeightsTakeThePlaceOfCounts() throws IOException {
        List<Shopper> shoppers = shoppers(8, DiscoverSparkTest::isPlanted);
        write("rows.csv", shoppers);
        Discovery discovery = run(YAML.replace(
                                "version: v,", "version: v, weight: 'if(age % 4 = 0, 0.0, 1.5)', cluster: user,")
                        .replace(
                                "[absolute_error]",
                                "[{name: closeness, sql: 1 - abs(prediction - label), direction: higher}]"))
                .discovery();
        DiscoveredSlice found = slice(discovery, Coordinate.of("country", HOSTILE) + ",device=phone");
        assertThat(found.outcome()).as(found.comparison().shortfall()).isEqualTo(Outcome.MATERIALLY_WORSE);
        double weights = 0;
        double sum = 0;
        for (Shopper shopper : shoppers) {
            if (isPlanted(shopper) && Buckets.half(shopper.user()) == 1) {
                double weight = shopper.age() % 4 == 0 ? 0 : 1.5;
                weights += weight;
                sum -= weight * shopper.harm();
            }
        }
        assertThat(found.comparison().difference()).isCloseTo(sum / weights, within(1e-12));
    }

    @Test
    void aFeatureWithTooManyValuesIsLeftOutAndItIsSaid() throws IOException {
        write("rows.csv", shoppers(5, DiscoverSparkTest::isPlanted));
        Discovery discovery = run(YAML + "discover: {features: [id, country, age], levels: 2, winners: 4, support: 40}")
                .discovery();
        assertThat(discovery.features()).containsExactlyInAnyOrder("id", "country", "age");
        assertThat(discovery.searches().get(0).leftOut()).containsExactly("id");
        assertThat(discovery.slices()).hasSizeBetween(1, 4);
        assertThat(discovery.slices())
                .allSatisfy(
                        slice -> assertThat(slice.comparison().cell().slice()).doesNotContain("device", "id="));
        assertThat(Files.readString(folder.resolve("out/discovery=shop/run_date=undated/summary.md")))
                .contains("Left out for too many values (more than 1,000): id.");
    }

    @Test
    void ofTooFewRowsNothingIsSaid() throws IOException {
        write("rows.csv", shoppers(6, DiscoverSparkTest::isPlanted).subList(0, 40));
        Discovery discovery = run(YAML + "discover: {support: 2}").discovery();
        assertThat(discovery.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(discovery.slices()).extracting(DiscoveredSlice::outcome).containsOnly(Outcome.UNRELIABLE);
    }

    @Test
    void whatCannotBeSearchedIsToldBeforeAnythingIsRead() throws IOException {
        write("rows.csv", shoppers(7, shopper -> false).subList(0, 10));
        String nothing = YAML.replaceFirst("slices: .*\n", "").replace("id: id, ", "");
        assertThatThrownBy(() -> run(nothing))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("discover.features: is missing")
                .hasMessageContaining("columns.id: is missing");
        assertThatThrownBy(() -> run(YAML + "discover: {features: [contry], loss: squared, levels: 4, alhpa: 1}"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("contry")
                .hasMessageContaining("discover.loss: squared: ")
                .hasMessageContaining("discover.levels: 4: must be a whole number from 1 to 3")
                .hasMessageContaining("did you mean alpha?");
    }
}
