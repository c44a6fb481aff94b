package io.assay.benchmark;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One way to do some work.
 *
 * @param name by which it is chosen
 * @param summary what it does, for the table
 * @param reference the name of the variant that its processor time is divided by
 * @param byDefault whether it runs if none are chosen
 * @param absence why it cannot run here, and what to do about it
 * @param work does it and gives what was found; reading that out is not measured
 */
record Variant(
        String name,
        String summary,
        String reference,
        boolean byDefault,
        Optional<String> absence,
        Supplier<Supplier<Costs>> work) {

    Variant(String name, String summary, String reference, Supplier<Supplier<Costs>> work) {
        this(name, summary, reference, true, Optional.empty(), work);
    }

    /** The same, run only if it is asked for. */
    Variant onRequest() {
        return new Variant(name, summary, reference, false, absence, work);
    }

    /** The same, measured by another variant. */
    Variant by(String other) {
        return new Variant(name, summary, other, byDefault, absence, work);
    }

    /** The same where it cannot run. */
    Variant absent(String why) {
        return new Variant(name, summary, reference, byDefault, Optional.of(why), work);
    }
}
