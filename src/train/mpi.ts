/**
 * Ranks that are processes under Open MPI: `mpirun -np N docformer pretrain ...`. The only file that knows MPI and koffi, which
 * is an optional package: without mpirun neither is touched. Handles are Open MPI's (pointers to symbols); MPICH's differ. Calls
 * block the process, as training does.
 */
import { createRequire } from "node:module";
import type { Group } from "./group.ts";

/** The job was started by mpirun, and its ranks cannot be joined. */
export class MpiError extends TypeError {
  readonly code = "mpi";
  /** What was sought or called. */
  readonly what: string;
  constructor(what: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MpiError";
    this.what = what;
  }
}

export interface MpiGroup extends Group {
  /** Leaves the job; all ranks must. One that ends without it ends the job: mpirun stops the others. */
  leave(): void;
}

/** As much of koffi as is used here. */
interface Koffi {
  load(
    path: string,
    options: { global: boolean },
  ): {
    func(declaration: string): (...args: unknown[]) => number;
    symbol(name: string): unknown;
  };
}

/** Open MPI's library by its version of interface 40, which 4.x and 5.x share. */
const LIBRARY = process.platform === "darwin" ? "libmpi.40.dylib" : "libmpi.so.40";
/** Only the thread that joins calls MPI. */
const FUNNELED = 1;

function koffi(): Koffi {
  try {
    return createRequire(import.meta.url)("koffi") as Koffi;
  } catch (cause) {
    throw new MpiError("koffi", "training under mpirun needs the package koffi: npm install koffi", { cause });
  }
}

function library(): ReturnType<Koffi["load"]> {
  const loader = koffi();
  try {
    return loader.load(LIBRARY, { global: true });
  } catch (cause) {
    throw new MpiError(LIBRARY, `${LIBRARY} cannot be loaded: Open MPI 4 or 5 must be installed on every machine`, {
      cause,
    });
  }
}

/** Whether mpirun started this process as one of several. */
export function underMpi(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return Number(env.OMPI_COMM_WORLD_SIZE ?? 1) > 1;
}

/**
 * The ranks of the job that this process belongs to; null where mpirun did not start it, or started it alone.
 * @throws MpiError when koffi or Open MPI is missing, or another MPI started the job
 */
export function joinMpi(env: Readonly<Record<string, string | undefined>> = process.env): MpiGroup | null {
  if (!underMpi(env)) {
    if (Number(env.PMI_SIZE ?? 1) > 1 || Number(env.MPI_LOCALNRANKS ?? 1) > 1) {
      throw new MpiError("mpirun", "this job was started by another MPI; Open MPI's mpirun is needed");
    }
    return null;
  }
  const lib = library();
  const call = (name: string, parameters: string) => {
    const invoke = lib.func(`int ${name}(${parameters})`);
    return (...args: unknown[]) => {
      const code = invoke(...args);
      if (code !== 0) throw new MpiError(name, `${name} failed with code ${code}`);
    };
  };
  const [world, float, sum] = ["ompi_mpi_comm_world", "ompi_mpi_float", "ompi_mpi_op_sum"].map((name) =>
    lib.symbol(name),
  );
  const [rank, size, provided] = [[0], [0], [0]];
  call("MPI_Init_thread", "void *argc, void *argv, int required, _Out_ int *provided")(null, null, FUNNELED, provided);
  call("MPI_Comm_rank", "void *comm, _Out_ int *rank")(world, rank);
  call("MPI_Comm_size", "void *comm, _Out_ int *size")(world, size);
  const allReduce = call("MPI_Allreduce", "void *from, void *to, int count, void *type, void *op, void *comm");
  const barrier = call("MPI_Barrier", "void *comm");
  const finalize = call("MPI_Finalize", "");
  let given = new Float32Array(0);
  return {
    rank: rank[0],
    size: size[0],
    allReduce(values) {
      if (given.length < values.length) given = new Float32Array(values.length);
      given.set(values);
      allReduce(given, values, values.length, float, sum, world);
    },
    barrier: () => barrier(world),
    leave: () => finalize(),
  };
}
