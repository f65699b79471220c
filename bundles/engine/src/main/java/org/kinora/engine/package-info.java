/**
 * The engine: chooses providers, moves samples and frames between them, owns threads and limits.
 */
@NullMarked
package org.kinora.engine;

import org.jspecify.annotations.NullMarked;
