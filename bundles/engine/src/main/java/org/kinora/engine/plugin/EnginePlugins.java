package org.kinora.engine.plugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kinora.plugins.PluginInfo;
import org.kinora.plugins.PluginInfo.Kind;
import org.kinora.plugins.Plugins;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.compose.CompositorFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the providers. */
@Component
public final class EnginePlugins implements Plugins {
  private final Providers providers;

  /** Called by Declarative Services. */
  @Activate
  public EnginePlugins(@Reference Providers providers) {
    this.providers = providers;
  }

  @Override
  public List<PluginInfo> list() {
    List<PluginInfo> list = new ArrayList<>();
    providers.formats().forEach(p -> list.add(info(Kind.STORAGE, "format", p)));
    providers.decoders().forEach(p -> list.add(info(Kind.DECODER, DecoderFactory.CODEC, p)));
    providers.encoders().forEach(p -> list.add(info(Kind.ENCODER, EncoderFactory.CODEC, p)));
    providers.muxers().forEach(p -> list.add(info(Kind.MUXER, "container", p)));
    providers.recoveries().forEach(p -> list.add(info(Kind.RECOVERY, "container", p)));
    providers
        .compositors()
        .forEach(p -> list.add(info(Kind.COMPOSITOR, CompositorFactory.COMPOSITOR, p)));
    providers.captures().forEach(p -> list.add(info(Kind.CAPTURE, "capture", p)));
    return list;
  }

  private static PluginInfo info(Kind kind, String nameProperty, Provider<?> provider) {
    ServiceReference<?> reference = provider.reference();
    Bundle bundle = reference.getBundle();
    Map<String, String> properties = new TreeMap<>();
    for (String key : reference.getPropertyKeys()) {
      if (!key.startsWith("service.")
          && !key.startsWith("component.")
          && !key.equals("objectClass")) {
        properties.put(key, text(reference.getProperty(key)));
      }
    }
    return new PluginInfo(
        kind,
        provider.texts(nameProperty).stream().collect(Collectors.joining(" ")),
        bundle == null ? "" : bundle.getSymbolicName(),
        bundle == null ? "" : bundle.getVersion().toString(),
        reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0,
        properties);
  }

  private static String text(Object value) {
    if (value instanceof Object[] many) {
      boolean sentences = Arrays.stream(many).anyMatch(one -> one.toString().contains(" "));
      return Arrays.stream(many)
          .map(Object::toString)
          .collect(Collectors.joining(sentences ? "\n" : " "));
    }
    if (value instanceof int[] many) {
      return Arrays.stream(many).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
    return String.valueOf(value);
  }
}
