package io.assay.report;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The evaluation as one HTML file for people: verdict first, no script, nothing fetched from anywhere, bounded in size.
 *
 * <p>The page carries a content security policy that allows its one style sheet by hash and nothing else. Where a server
 * forbids even that, it still reads: headings, tables and charts stand without styles. {@link Page} says what is shown;
 * {@code report.ftlh} lays it out and escapes every text.
 */
final class HtmlReport implements Format {

    private static final String STYLE = resource("report.css");

    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'; base-uri 'none'; form-action 'none'";

    private static final Configuration TEMPLATES = templates();

    @Override
    public String name() {
        return "html";
    }

    @Override
    public List<Document> documents() {
        return List.of(new Document("report.html", HtmlReport::write));
    }

    private static void write(Evaluation evaluation, Writer out) throws IOException {
        write("report.ftlh", Page.of(evaluation), out);
    }

    /** Lays a page out by a template. */
    static void write(String template, Record page, Writer out) throws IOException {
        Map<String, Object> model = Map.of("page", page, "style", STYLE, "policy", POLICY);
        try {
            TEMPLATES.getTemplate(template).process(model, out);
        } catch (TemplateException e) {
            throw new IllegalStateException("Cannot render report.html: " + e.getMessage(), e);
        }
    }

    private static Configuration templates() {
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(HtmlReport.class, "");
        templates.setObjectWrapper(new RecordWrapper());
        templates.setDefaultEncoding("UTF-8");
        templates.setLocale(Locale.ROOT);
        templates.setNumberFormat("0.##");
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        templates.setWrapUncheckedExceptions(true);
        templates.setFallbackOnNullLoopVariable(false);
        return templates;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + name + " from the program's own jar", e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
