package io.assay.benchmark;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB on the same files, in this process and with as many threads as Spark has cores, through its JDBC driver. The
 * driver is no dependency: it is used where it is on the class path.
 */
final class DuckVariant {

    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final int COLUMNS = 2 + GeneratedData.SLICES.size() + 2 + 4 * Moments.LOSSES.size();

    private final GeneratedData data;
    private final IntSupplier threads;

    DuckVariant(GeneratedData data, IntSupplier threads) {
        this.data = data;
        this.threads = threads;
    }

    Variant variant() {
        String scored = Moments.scored("read_parquet('" + path() + "/*.parquet')");
        String query = Moments.groupingSets(scored, Moments.groupings(GeneratedData.sets(SqlVariants.SETS)));
        Optional<Driver> driver = driver();
        Variant variant = new Variant(
                "duckdb",
                "DuckDB, 3 losses, 10 slicing sets, GROUPING SETS",
                SqlVariants.SCAN,
                () -> run(driver.orElseThrow(), query));
        if (driver.isEmpty()) {
            return variant.absent("not there: give --jars duckdb_jdbc.jar");
        }
        return isLocal()
                ? variant
                : variant.absent("not run: it reads the data of this machine; give a --data that is here");
    }

    private boolean isLocal() {
        return !data.longTable().matches("(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+:/.*");
    }

    private String path() {
        return data.longTable().replaceFirst("^file:(//)?", "").replace("'", "''");
    }

    /** From the class loader that has the jars of {@code --jars}. */
    private static Optional<Driver> driver() {
        try {
            Class<?> type = Class.forName(DRIVER, true, Thread.currentThread().getContextClassLoader());
            return Optional.of((Driver) type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private Supplier<Costs> run(Driver driver, String query) {
        List<Object[]> rows = new ArrayList<>();
        try (Connection connection = driver.connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads.getAsInt());
            try (ResultSet result = statement.executeQuery(query)) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot run the comparison: " + e.getMessage(), e);
        }
        return () -> {
            Costs costs = new Costs();
            rows.forEach(row -> Moments.read(costs, "", new ArrayFields(row)));
            return costs;
        };
    }

    private static Object[] row(ResultSet result) throws SQLException {
        Object[] row = new Object[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            row[i] = result.getObject(i + 1);
        }
        return row;
    }

    private record ArrayFields(@Nullable Object[] row) implements Moments.Fields {
        @Override
        public boolean isNull(int column) {
            return row[column] == null;
        }

        @Override
        public String text(int column) {
            return String.valueOf(row[column]);
        }

        @Override
        public double number(int column) {
            if (row[column] instanceof Number number) {
                return number.doubleValue();
            }
            throw new IllegalStateException("Not a number in column " + column + ": " + row[column]);
        }
    }
}
