package org.kinora.deploy;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.plugins.Setting;
import org.kinora.plugins.Settings;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The settings that bundles which use Kinora describe with metatype, kept by Configuration Admin.
 * Only configurations that exist once are settings; those of factories are not.
 */
@Component
public final class MetatypeSettings implements Settings {
  private static final String PACKAGE = PackageNamespace.PACKAGE_NAMESPACE;
  private static final String HIDDEN = "********";

  private final BundleContext context;
  private final MetaTypeService metatypes;
  private final ConfigurationAdmin configurations;
  private final ConfiguredComponents configured;

  /** One attribute of one configuration. */
  private record Definition(String pid, AttributeDefinition attribute) {}

  /** Called by Declarative Services. */
  @Activate
  public MetatypeSettings(
      BundleContext context,
      @Reference MetaTypeService metatypes,
      @Reference ConfigurationAdmin configurations,
      @Reference ServiceComponentRuntime components) {
    this.context = context;
    this.metatypes = metatypes;
    this.configurations = configurations;
    configured = new ConfiguredComponents(context, components);
  }

  @Override
  public List<Setting> list() throws IOException {
    List<Setting> settings = new ArrayList<>();
    for (Definition definition : definitions()) {
      settings.add(setting(definition));
    }
    return settings;
  }

  private List<Definition> definitions() {
    List<Definition> definitions = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      @Nullable MetaTypeInformation information =
          usesKinora(bundle) ? metatypes.getMetaTypeInformation(bundle) : null;
      String[] pids = information == null ? new String[0] : information.getPids();
      Arrays.sort(pids);
      for (String pid : pids) {
        ObjectClassDefinition type =
            Objects.requireNonNull(information).getObjectClassDefinition(pid, null);
        for (AttributeDefinition one : type.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
          definitions.add(new Definition(pid, one));
        }
      }
    }
    return definitions;
  }

  /** The libraries below describe settings, too; they are not for people who use Kinora. */
  private static boolean usesKinora(Bundle bundle) {
    return bundle.adapt(BundleRevision.class).getDeclaredRequirements(PACKAGE).stream()
        .map(need -> need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, ""))
        .anyMatch(filter -> filter.contains("(" + PACKAGE + "=org.kinora."));
  }

  private Setting setting(Definition definition) throws IOException {
    AttributeDefinition attribute = definition.attribute();
    @Nullable Object now =
        configuration(definition.pid())
            .map(Configuration::getProperties)
            .map(properties -> properties.get(attribute.getID()))
            .orElse(null);
    boolean secret = attribute.getType() == AttributeDefinition.PASSWORD;
    List<String> usual = usual(attribute);
    List<String> values = now == null ? usual : secret ? List.of(HIDDEN) : texts(now);
    return new Setting(
        definition.pid(),
        attribute.getID(),
        Objects.requireNonNullElse(attribute.getName(), attribute.getID()),
        Objects.requireNonNullElse(attribute.getDescription(), ""),
        typeName(attribute.getType()),
        attribute.getCardinality() != 0,
        texts(attribute.getOptionValues()),
        usual,
        values,
        now != null);
  }

  /** No values at all are written as one that is empty. */
  private static List<String> usual(AttributeDefinition attribute) {
    List<String> usual = texts(attribute.getDefaultValue());
    return attribute.getCardinality() != 0 && usual.equals(List.of("")) ? List.of() : usual;
  }

  private Optional<Configuration> configuration(String pid) throws IOException {
    try {
      Configuration @Nullable [] found =
          configurations.listConfigurations("(" + Constants.SERVICE_PID + "=" + pid + ")");
      return found == null ? Optional.empty() : Optional.of(found[0]);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(pid, e);
    }
  }

  @Override
  public Setting set(String pid, String name, List<String> values) throws IOException {
    Definition definition = find(pid, name);
    AttributeDefinition attribute = definition.attribute();
    if (attribute.getCardinality() == 0 && values.size() != 1) {
      throw invalid(definition, values.size() + " values", "one");
    }
    List<Object> parsed = new ArrayList<>();
    for (String value : values) {
      @Nullable String problem = attribute.validate(value.replace(",", "\\,"));
      if (problem != null && !problem.isEmpty()) {
        throw invalid(definition, "'" + value + "'", problem);
      }
      parsed.add(parse(definition, value));
    }
    Map<String, Object> properties = properties(pid);
    properties.put(name, stored(attribute, parsed));
    configurations.getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(properties));
    configured.await(pid, name, properties.get(name));
    return setting(definition);
  }

  @Override
  public Setting reset(String pid, String name) throws IOException {
    Definition definition = find(pid, name);
    Optional<Configuration> configuration = configuration(pid);
    if (configuration.isPresent()) {
      Map<String, Object> properties = properties(pid);
      properties.remove(name);
      properties.remove(Constants.SERVICE_PID);
      if (properties.isEmpty()) {
        configuration.get().delete();
      } else {
        configuration.get().update(FrameworkUtil.asDictionary(properties));
      }
      configured.await(pid, name, null);
    }
    return setting(definition);
  }

  private Map<String, Object> properties(String pid) throws IOException {
    Map<String, Object> properties = new LinkedHashMap<>();
    configuration(pid)
        .map(Configuration::getProperties)
        .ifPresent(now -> properties.putAll(FrameworkUtil.asMap(now)));
    return properties;
  }

  private Definition find(String pid, String name) throws MediaException {
    return definitions().stream()
        .filter(found -> found.pid().equals(pid) && found.attribute().getID().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MediaException(
                    MediaError.ARGUMENT_INVALID,
                    "there is no setting '%s' of '%s'".formatted(name, pid)));
  }

  private static Object parse(Definition definition, String value) throws MediaException {
    try {
      return switch (definition.attribute().getType()) {
        case AttributeDefinition.LONG -> Long.valueOf(value);
        case AttributeDefinition.INTEGER -> Integer.valueOf(value);
        case AttributeDefinition.SHORT -> Short.valueOf(value);
        case AttributeDefinition.BYTE -> Byte.valueOf(value);
        case AttributeDefinition.DOUBLE -> Double.valueOf(value);
        case AttributeDefinition.FLOAT -> Float.valueOf(value);
        case AttributeDefinition.BOOLEAN -> flag(value);
        default -> value;
      };
    } catch (IllegalArgumentException e) {
      String type = typeName(definition.attribute().getType());
      throw invalid(definition, "'" + value + "'", "a value of type " + type);
    }
  }

  private static Boolean flag(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(value);
    }
    return Boolean.valueOf(value);
  }

  /** Several values are an array, or a collection where the cardinality is negative (105.4). */
  private static Object stored(AttributeDefinition attribute, List<Object> values) {
    if (attribute.getCardinality() == 0) {
      return values.get(0);
    } else if (attribute.getCardinality() < 0) {
      return values;
    }
    Class<?> type = values.isEmpty() ? String.class : values.get(0).getClass();
    Object array = Array.newInstance(type, values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, values.get(i));
    }
    return array;
  }

  private static List<String> texts(@Nullable Object value) {
    if (value == null) {
      return List.of();
    } else if (value instanceof Object[] many) {
      return Arrays.stream(many).map(String::valueOf).toList();
    } else if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return List.of(value.toString());
  }

  private static String typeName(int type) {
    return switch (type) {
      case AttributeDefinition.LONG -> "long";
      case AttributeDefinition.INTEGER -> "integer";
      case AttributeDefinition.SHORT -> "short";
      case AttributeDefinition.BYTE -> "byte";
      case AttributeDefinition.DOUBLE -> "double";
      case AttributeDefinition.FLOAT -> "float";
      case AttributeDefinition.BOOLEAN -> "boolean";
      case AttributeDefinition.PASSWORD -> "password";
      default -> "string";
    };
  }

  private static MediaException invalid(Definition definition, String found, String expected) {
    return new MediaException(
        MediaError.ARGUMENT_INVALID,
        "%s of %s: found %s, expected %s"
            .formatted(definition.attribute().getID(), definition.pid(), found, expected));
  }
}
