package io.assay.job;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The rule for run dates: a date or a timestamp of the calendar, which stays as it is written. */
final class RunDate implements ITypeConverter<String> {

    static final String RULE =
            "must be a date (2026-01-31), a timestamp (2026-01-31T06:00, also with Z or an offset such as"
                    + " +01:00) or " + ConfigurationReader.UNDATED;

    /** The formats below would take years of other lengths, and zones with a / in their names. */
    private static final Pattern SHAPE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+(Z|[+-][\\d:]+)?)?");

    private static final List<DateTimeFormatter> FORMATS = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ISO_OFFSET_DATE_TIME);

    /** Whether {@code text} is one. */
    static boolean isOne(String text) {
        return text.equals(ConfigurationReader.UNDATED)
                || (SHAPE.matcher(text).matches() && FORMATS.stream().anyMatch(format -> fits(text, format)));
    }

    private static boolean fits(String text, DateTimeFormatter format) {
        try {
            format.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** When the date of a run begins; in UTC, unless it says otherwise. */
    static Instant begin(String text) {
        if (isDay(text)) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return fits(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    /** Whether a run date lies between two others, both included; a day lasts until it ends. */
    static boolean isWithin(String text, String from, String to) {
        Instant begin = begin(text);
        boolean before = isDay(to) ? begin.isBefore(begin(to).plus(Duration.ofDays(1))) : !begin.isAfter(begin(to));
        return before && !begin.isBefore(begin(from));
    }

    private static boolean isDay(String text) {
        return fits(text, DateTimeFormatter.ISO_LOCAL_DATE);
    }

    @Override
    public String convert(String text) {
        if (!isOne(text)) {
            throw new TypeConversionException(RULE);
        }
        return text;
    }
}
