package io.assay.aggregation;

import io.assay.aggregation.OddRow.Fate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Scored rows drawn at random, with all that a row can have, as several tasks would give them. */
final class DrawnRows {

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN,
        ScoredBatch.ABSENT,
        Double.longBitsToDouble(0xFFF8_0000_0000_1234L),
        Double.longBitsToDouble(0x7FF0_0000_0000_0001L)
    };

    private static final String LONG = "long ".repeat(10_000);

    private final Random random;
    private final ScoredSchema schema;
    private final int ids;
    private final boolean wide;
    private final boolean varied;
    private final int texts;

    DrawnRows(Random random, int rows) {
        this.random = random;
        this.schema = schema(random);
        this.ids = 1 + random.nextInt(rows);
        this.wide = random.nextBoolean();
        this.varied = random.nextBoolean();
        this.texts = 1 << random.nextInt(12);
    }

    ScoredSchema schema() {
        return schema;
    }

    private static ScoredSchema schema(Random random) {
        List<Boolean> ratios = flags(random, random.nextInt(5));
        return new ScoredSchema(
                random.nextInt(3),
                random.nextInt(12),
                ratios.size(),
                ratios,
                true,
                random.nextBoolean(),
                random.nextBoolean(),
                flags(random, random.nextInt(4)),
                random.nextInt(3),
                random.nextBoolean(),
                Sampling.values()[random.nextInt(Sampling.values().length)]);
    }

    private static List<Boolean> flags(Random random, int count) {
        List<Boolean> flags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            flags.add(random.nextBoolean());
        }
        return flags;
    }

    /** One task's rows. The batch is the same one again and again, as it may be. */
    Iterator<ScoredBatch> task(int rows) {
        ScoredBatch batch = new ScoredBatch(schema, new Dictionaries(schema), 1 + random.nextInt(2000));
        return new Iterator<>() {
            private int left = rows;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public ScoredBatch next() {
                batch.size = 0;
                while (left > 0 && batch.size < batch.capacity()) {
                    draw(batch);
                    left--;
                }
                return batch;
            }
        };
    }

    private void draw(ScoredBatch batch) {
        int row = batch.size++;
        Dictionaries dictionaries = batch.dictionaries;
        long id = random.nextInt(ids);
        if (schema.clustered()) {
            // One cluster has half of the rows.
            long cluster = random.nextBoolean() ? 0 : id % 7;
            batch.clusterHigh[row] = wide ? mixed(cluster) : 3;
            batch.clusterLow[row] = mixed(cluster + 1);
        }
        batch.idHigh[row] = wide ? mixed(id) : 7;
        batch.idLow[row] = wide ? mixed(id + 1) : id - ids / 2;
        if (schema.hasNamedSamples()) {
            long sample = random.nextInt(3);
            batch.sampleHigh[row] = wide ? mixed(sample) : 5;
            batch.sampleLow[row] = mixed(sample + 2);
        }
        batch.version[row] = dictionaries.versions().code(random.nextInt(20) == 0 ? null : "v" + random.nextInt(4));
        batch.weight[row] = varied ? number() : 1;
        if (schema.bucketed()) {
            batch.bucket[row] = (byte) random.nextInt(256);
        }
        batch.read[row] = varied && random.nextInt(9) == 0 ? random.nextInt() : 1;
        batch.matchedLabels[row] = random.nextInt(2);
        if (schema.labelled()) {
            batch.labels[row] = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(2);
        }
        for (int i = 0; i < schema.coordinates(); i++) {
            batch.coordinate[i][row] = dictionaries.coordinate(i).code(text());
        }
        for (int i = 0; i < schema.losses(); i++) {
            batch.loss[i][row] = number();
            // A code of nothing, where there is a loss.
            batch.reason[i][row] =
                    Double.isNaN(batch.loss[i][row]) ? dictionaries.reasons().code(text()) : 1 << 20;
            double[] denominator = batch.denominator[i];
            if (denominator != null) {
                denominator[row] = number();
            }
        }
        for (int i = 0; i < schema.values(); i++) {
            boolean absent = random.nextInt(4) == 0;
            double value = schema.textual().get(i) ? dictionaries.value(i).code(text()) : number();
            batch.value[i][row] = absent ? ScoredBatch.ABSENT : value;
        }
        for (int i = 0; i < schema.rankings(); i++) {
            batch.score[i][row] = number();
            batch.label[i][row] = random.nextInt(3);
        }
        batch.odd[row] = random.nextInt(50) == 0 ? odd() : null;
    }

    private static long mixed(long number) {
        long mixed = (number + 1) * 0x9E37_79B9_7F4A_7C15L;
        return (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
    }

    private double number() {
        return switch (random.nextInt(varied ? 4 : 2)) {
            case 0 -> random.nextInt(5);
            case 1 -> random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 1;
            case 2 -> random.nextFloat();
            default -> random.nextGaussian();
        };
    }

    private @Nullable String text() {
        int drawn = random.nextInt(texts);
        return switch (drawn) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> "half a character \uD83D";
            case 3 -> "größer 😀";
            case 4 -> random.nextInt(100) == 0 ? LONG : "not long";
            default -> "text " + drawn;
        };
    }

    private String present() {
        String text = text();
        return text == null ? "none" : text;
    }

    private OddRow odd() {
        List<Fate> fates = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            fates.add(new Fate(present(), text()));
        }
        return new OddRow(text(), random.nextBoolean(), present(), random.nextBoolean() ? fates : null);
    }

    /** All that a row says, in words. */
    static String described(ScoredBatch batch, int row) {
        ScoredSchema schema = batch.schema;
        Dictionaries dictionaries = batch.dictionaries;
        List<@Nullable Object> parts = new ArrayList<>();
        Collections.addAll(parts, batch.clusterHigh[row], batch.clusterLow[row], batch.idHigh[row], batch.idLow[row]);
        parts.add(schema.hasNamedSamples() ? batch.sampleHigh[row] + " " + batch.sampleLow[row] : "");
        parts.add(dictionaries.versions().text(batch.version[row]));
        parts.add(bits(batch.weight[row]));
        Collections.addAll(parts, batch.read[row], batch.matchedLabels[row]);
        parts.add(schema.labelled() ? batch.labels[row] : "");
        if (schema.bucketed()) {
            parts.add(batch.bucket[row]);
        }
        for (int i = 0; i < schema.coordinates(); i++) {
            parts.add(dictionaries.coordinate(i).text(batch.coordinate[i][row]));
        }
        for (int i = 0; i < schema.losses(); i++) {
            double loss = batch.loss[i][row];
            parts.add(bits(loss));
            parts.add(bits(batch.denominator(i, row)));
            parts.add(Double.isNaN(loss) ? dictionaries.reasons().text(batch.reason[i][row]) : "there");
        }
        for (int i = 0; i < schema.values(); i++) {
            double value = batch.value[i][row];
            boolean text = schema.textual().get(i) && !ScoredBatch.isAbsent(value);
            parts.add(text ? dictionaries.value(i).text((int) value) : bits(value));
        }
        for (int i = 0; i < schema.rankings(); i++) {
            Collections.addAll(parts, bits(batch.score[i][row]), bits(batch.label[i][row]));
        }
        parts.add(batch.odd[row]);
        return parts.toString().replace(LONG, "a long text");
    }

    private static String bits(double number) {
        return Long.toHexString(Double.doubleToRawLongBits(number));
    }
}
