package io.assay.job;

import io.assay.job.Configuration.LossEntry;
import io.assay.loss.Catalogue;
import io.assay.loss.LossCall;
import java.util.List;
import java.util.Optional;

/** The losses that grow with the size of the error, so that of all constants the median of the labels costs least. */
final class AbsoluteLosses {

    private static final List<String> NAMES = List.of(
            "absolute_error", "weighted_absolute_percentage_error", "relative_absolute_error", "absolute_scaled_error");

    /** Those of which that is true; the median or the largest of absolute errors is least elsewhere. */
    private static final List<String> AGGREGATES = List.of("mean", "sum", "ratio");

    private AbsoluteLosses() {}

    /** Whether an entry is such a loss. */
    static boolean contains(Catalogue catalogue, LossEntry entry) {
        if (entry.call().isEmpty()) {
            return false;
        }
        String called = LossCall.parse(entry.call().get()).name();
        Optional<Catalogue.Shorthand> shorthand = catalogue.shorthand(called);
        String name = shorthand.map(Catalogue.Shorthand::loss).orElse(called);
        Optional<String> aggregate = entry.aggregate().or(() -> shorthand.map(Catalogue.Shorthand::aggregate));
        return NAMES.contains(name) && aggregate.map(AGGREGATES::contains).orElse(true);
    }
}
