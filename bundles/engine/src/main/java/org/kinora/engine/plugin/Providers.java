package org.kinora.engine.plugin;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.kinora.media.MediaError;
import org.kinora.media.MediaException;
import org.kinora.media.TrackFormat;
import org.kinora.spi.capture.Capture;
import org.kinora.spi.capture.CaptureFactory;
import org.kinora.spi.capture.CaptureSettings;
import org.kinora.spi.codec.Decoder;
import org.kinora.spi.codec.DecoderFactory;
import org.kinora.spi.codec.EncoderFactory;
import org.kinora.spi.codec.EncoderSettings;
import org.kinora.spi.codec.TimeStretch;
import org.kinora.spi.codec.TimeStretchFactory;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.container.FileRecovery;
import org.kinora.spi.container.MuxerFactory;
import org.kinora.spi.storage.StorageFormat;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Every provider that is registered right now, in order of preference: highest ranking first, then
 * the one that came first. Safe for many threads.
 */
@Component(service = Providers.class)
public final class Providers {
  private final ServiceSet<StorageFormat> formats = new ServiceSet<>();
  private final ServiceSet<DecoderFactory> decoders = new ServiceSet<>();
  private final ServiceSet<EncoderFactory> encoders = new ServiceSet<>();
  private final ServiceSet<MuxerFactory> muxers = new ServiceSet<>();
  private final ServiceSet<FileRecovery> recoveries = new ServiceSet<>();
  private final ServiceSet<CompositorFactory> compositors = new ServiceSet<>();
  private final ServiceSet<TimeStretchFactory> timeStretches = new ServiceSet<>();
  private final ServiceSet<CaptureFactory> captures = new ServiceSet<>();

  /** Services in the order that {@link ServiceReference#compareTo} gives, best first. */
  private static final class ServiceSet<T> {
    private final ConcurrentNavigableMap<ServiceReference<T>, T> services =
        new ConcurrentSkipListMap<ServiceReference<T>, T>().descendingMap();

    void add(T service, ServiceReference<T> reference) {
      services.put(reference, service);
    }

    void remove(ServiceReference<T> reference) {
      services.remove(reference);
    }

    List<Provider<T>> list() {
      return services.entrySet().stream()
          .map(entry -> new Provider<>(entry.getValue(), entry.getKey()))
          .toList();
    }
  }

  public List<Provider<StorageFormat>> formats() {
    return formats.list();
  }

  List<Provider<DecoderFactory>> decoders() {
    return decoders.list();
  }

  public List<Provider<EncoderFactory>> encoders() {
    return encoders.list();
  }

  public List<Provider<MuxerFactory>> muxers() {
    return muxers.list();
  }

  public List<Provider<FileRecovery>> recoveries() {
    return recoveries.list();
  }

  List<Provider<CompositorFactory>> compositors() {
    return compositors.list();
  }

  List<Provider<CaptureFactory>> captures() {
    return captures.list();
  }

  /** The preferred format of that name. */
  public Provider<StorageFormat> format(String name) throws MediaException {
    return choose(formats(), "storage format", "format", name);
  }

  /** The preferred muxer of that container. */
  public Provider<MuxerFactory> muxer(String container) throws MediaException {
    return choose(muxers(), "container", "container", container);
  }

  /** The preferred compositor. */
  public Provider<CompositorFactory> compositor() throws MediaException {
    return compositors().stream()
        .findFirst()
        .orElseThrow(
            () -> new MediaException(MediaError.PLUGIN_NOT_FOUND, "no compositor is installed"));
  }

  /** Opens a live source with the preferred provider that knows its kind. */
  public Capture open(CaptureSettings settings) throws java.io.IOException {
    for (Provider<CaptureFactory> provider : captures()) {
      if (provider.service().supports(settings.source())) {
        return provider.service().open(settings);
      }
    }
    throw new MediaException(
        MediaError.PLUGIN_NOT_FOUND,
        "no plugin records '%s'; there are sources of kind %s"
            .formatted(settings.publicSource(), names(captures(), "capture")));
  }

  /** A decoder for a track from the preferred provider that supports it. */
  public Decoder decoder(TrackFormat format, int threads) throws java.io.IOException {
    for (Provider<DecoderFactory> provider : decoders()) {
      if (provider.texts(DecoderFactory.CODEC).contains(format.codec())
          && provider.service().supports(format)) {
        return provider.service().create(format, threads);
      }
    }
    throw new MediaException(
        MediaError.DECODER_NOT_SUPPORTED,
        "no decoder for "
            + format.codec()
            + "; there are decoders for "
            + names(decoders(), DecoderFactory.CODEC));
  }

  /** A time stretch from the preferred provider. */
  public TimeStretch timeStretch(int sampleRate, int channels, double speed)
      throws java.io.IOException {
    List<Provider<TimeStretchFactory>> able = timeStretches.list();
    if (able.isEmpty()) {
      throw new MediaException(
          MediaError.PLUGIN_NOT_FOUND, "no plugin changes the speed of sound; leave it out");
    }
    return able.get(0).service().create(sampleRate, channels, speed);
  }

  /** The preferred encoders that can make this, best first; empty if none can. */
  public List<Provider<EncoderFactory>> encoders(EncoderSettings settings) {
    return encoders().stream()
        .filter(provider -> provider.text(EncoderFactory.CODEC).equals(settings.target().codec()))
        .filter(provider -> provider.service().supports(settings))
        .toList();
  }

  private static <T> Provider<T> choose(
      List<Provider<T>> providers, String kind, String property, String name)
      throws MediaException {
    for (Provider<T> provider : providers) {
      if (provider.text(property).equals(name)) {
        return provider;
      }
    }
    throw new MediaException(
        MediaError.PLUGIN_NOT_FOUND,
        "no plugin for the " + kind + " '" + name + "'; there is " + names(providers, property));
  }

  public static <T> String names(Collection<Provider<T>> providers, String property) {
    return providers.stream()
        .flatMap(provider -> provider.texts(property).stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addFormat(StorageFormat service, ServiceReference<StorageFormat> reference) {
    formats.add(service, reference);
  }

  public void removeFormat(ServiceReference<StorageFormat> reference) {
    formats.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addDecoder(DecoderFactory service, ServiceReference<DecoderFactory> reference) {
    decoders.add(service, reference);
  }

  void removeDecoder(ServiceReference<DecoderFactory> reference) {
    decoders.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addEncoder(EncoderFactory service, ServiceReference<EncoderFactory> reference) {
    encoders.add(service, reference);
  }

  void removeEncoder(ServiceReference<EncoderFactory> reference) {
    encoders.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addMuxer(MuxerFactory service, ServiceReference<MuxerFactory> reference) {
    muxers.add(service, reference);
  }

  void removeMuxer(ServiceReference<MuxerFactory> reference) {
    muxers.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addRecovery(FileRecovery service, ServiceReference<FileRecovery> reference) {
    recoveries.add(service, reference);
  }

  void removeRecovery(ServiceReference<FileRecovery> reference) {
    recoveries.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addCompositor(
      CompositorFactory service, ServiceReference<CompositorFactory> reference) {
    compositors.add(service, reference);
  }

  void removeCompositor(ServiceReference<CompositorFactory> reference) {
    compositors.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addTimeStretch(
      TimeStretchFactory service, ServiceReference<TimeStretchFactory> reference) {
    timeStretches.add(service, reference);
  }

  void removeTimeStretch(ServiceReference<TimeStretchFactory> reference) {
    timeStretches.remove(reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addCapture(CaptureFactory service, ServiceReference<CaptureFactory> reference) {
    captures.add(service, reference);
  }

  void removeCapture(ServiceReference<CaptureFactory> reference) {
    captures.remove(reference);
  }
}
