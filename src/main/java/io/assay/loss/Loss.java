package io.assay.loss;

import java.io.Serializable;

/**
 * What one row costs under one function.
 *
 * <p>An implementation is a public class with a public no-argument constructor, one {@link Definition}, and one or more
 * public methods called {@code loss}, whose parameters are the definition's arguments in their order, each a
 * {@code double}, a {@link Doubles}, a {@link Matrix} or a {@link String}:
 *
 * <pre>{@code
 * public double loss(double label, double prediction, double delta) { … }
 * }</pre>
 *
 * Several such methods serve several types of arguments, such as a class index or a class name. A loss whose cost is a
 * ratio of sums has a second method {@code denominator} of the same parameters.
 *
 * <p>The method is pure: no state, no randomness. It gives NaN for arguments outside the declared domain and for NaN
 * arguments, and never throws; why a row has no loss is told by the definition. An argument that is optional and absent
 * arrives as NaN, an array without elements or a matrix without rows. Numbers of any type, booleans too, arrive as
 * doubles; a null argument never arrives.
 *
 * <p>Implementations in a user's own jar are found through {@link java.util.ServiceLoader}.
 */
public interface Loss extends Serializable {

    /** Name, arguments with defaults and domains, range, direction, aggregate and reference. */
    Definition definition();
}
