package org.kinora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.VariableTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kinora.ApiSources.ApiMethod;
import org.kinora.ApiSources.ApiType;

/**
 * Units, threads, ownership and errors are said of all that is exported, as far as one can tell.
 */
class ApiDocumentationTest {
  /** A {@code long} that is no time and no size says so by its name. */
  private static final Pattern UNIT =
      Pattern.compile(
          ".*(Us|Ms|Bytes|Rate)([A-Z].*)?|bytes.*|to[A-Z].*|ticks|frame.*|samples|recordings|bundleId");

  private static final Pattern THREADS =
      Pattern.compile("(?s).*([Tt]hread|caller's|any order|stateless).*");

  private static final Pattern OWNERSHIP =
      Pattern.compile(
          "(?s).*([Ll]ent|[Cc]opie|[Cc]opy|view|position|stays the caller's|caller closes).*");

  private final ApiSources api;

  ApiDocumentationTest() throws IOException {
    api = ApiSources.read(Path.of("src/main/java"));
    assertTrue(api.types().size() > 100, "types that are exported");
    assertTrue(api.methods().size() > 200, "methods that are exported");
  }

  @Test
  void types_each_haveASentence() {
    assertNone(api.types().stream().filter(type -> type.text().isEmpty()));
  }

  @Test
  void methods_each_haveASentence() {
    assertNone(methods(method -> method.text().isEmpty() && !method.overrides()));
  }

  /** Each component of a record has its line. */
  @Test
  void records_eachComponent_isSaid() {
    assertNone(
        api.types().stream()
            .filter(ApiType::isRecord)
            .flatMap(
                type ->
                    components(type)
                        .filter(name -> !isSaid(type, name))
                        .map(name -> type + "." + name)));
  }

  /** With the record, or with the method of the interface that it lies in. */
  private boolean isSaid(ApiType type, String component) {
    String outer = type.name().replaceFirst("\\.?[^.]*$", "");
    return Pattern.compile("@param " + component + "\\b").matcher(type.text()).find()
        || components(type).count() == 1
        || methods(method -> method.in().name().equals(outer))
            .anyMatch(method -> method.tree().getName().contentEquals(component));
  }

  private static Stream<String> components(ApiType type) {
    return type.tree().getMembers().stream()
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast)
        .filter(field -> !field.getModifiers().getFlags().toString().contains("static"))
        .map(field -> field.getName().toString());
  }

  @Test
  void longs_each_sayTheirUnitByName() {
    assertNone(
        api.methods().stream()
            .flatMap(
                method ->
                    method.tree().getParameters().stream()
                        .filter(p -> p.getType().toString().equals("long"))
                        .filter(p -> !UNIT.matcher(p.getName()).matches())
                        .map(p -> method + ": long " + p.getName())));
    assertNone(
        methods(
            method ->
                String.valueOf(method.tree().getReturnType()).equals("long")
                    && !UNIT.matcher(method.tree().getName()).matches()
                    && !method.text().contains("@return")));
  }

  @Test
  void pluginInterfaces_each_sayTheirThreads() {
    assertNone(
        api.types().stream()
            .filter(type -> type.packageName().startsWith("org.kinora.spi."))
            .filter(type -> type.isInterface() && !isSealed(type))
            .filter(type -> !THREADS.matcher(allText(type)).matches()));
  }

  /** Services: what the faces call. */
  @Test
  void services_each_sayTheirThreads() {
    assertNone(
        api.types().stream()
            .filter(type -> type.has("ProviderType") || type.has("ConsumerType"))
            .filter(type -> !THREADS.matcher(allText(type)).matches()));
  }

  private static boolean isSealed(ApiType type) {
    return type.tree().getModifiers().getFlags().toString().contains("sealed");
  }

  private String allText(ApiType type) {
    StringBuilder text = new StringBuilder(type.text());
    methods(method -> method.in().equals(type)).forEach(method -> text.append(method.text()));
    return text.toString();
  }

  @Test
  void buffersAndFrames_each_sayWhoseTheyAre() {
    assertNone(
        methods(
            method ->
                method.in().isInterface()
                    && method.tree().getParameters().stream()
                        .anyMatch(p -> p.getType().toString().matches(".*(Buffer|Frame|Channel)"))
                    && !OWNERSHIP.matcher(method.text()).matches()));
  }

  @Test
  void closeables_eachThatIsHandedOut_sayWhoCloses() {
    List<String> closeable =
        api.types().stream()
            .filter(type -> type.tree().getImplementsClause().toString().contains("Closeable"))
            .map(ApiType::name)
            .toList();
    assertTrue(closeable.size() >= 8, closeable::toString);
    assertNone(
        methods(
            method ->
                method.in().isInterface()
                    && closeable.contains(String.valueOf(method.tree().getReturnType()))
                    && !method.text().matches("(?s).*(closes|[Bb]egins a recording).*")));
  }

  /** What is thrown stands with the method or, for all of them, with the type. */
  @Test
  void services_eachMethodThatFails_saysHow() {
    assertNone(
        methods(
            method ->
                method.in().isInterface()
                    && method.throwsIoException()
                    && !method.overrides()
                    && !method.saysWhatItThrows()));
  }

  private Stream<ApiMethod> methods(Predicate<ApiMethod> condition) {
    return api.methods().stream().filter(condition);
  }

  private static void assertNone(Stream<?> found) {
    assertEquals(List.of(), found.map(Object::toString).toList());
  }
}
