// Stand-ins for the parts of a cluster that Debian does not carry, in one static program. The lab's README says which.
// It is built inside the kubernetes tree, so that it may use what is vendored there (client-go, netlink, miekg/dns).
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	log.SetFlags(log.LstdFlags | log.LUTC)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		log.Printf("%s: stopping", <-signals)
		cancel()
	}()

	if err := run(ctx, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

// run picks the stand-in by its arguments: each image is called with the arguments that the real one gets.
func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("usage: manager | start | -conf COREFILE | routes | serve | get URL")
	}
	switch args[0] {
	case "manager", "start":
		return runVirtualIP(ctx, args[0] == "manager")
	case "-conf":
		if len(args) < 2 {
			return fmt.Errorf("-conf wants the path of a Corefile")
		}
		return runDNS(ctx, args[1])
	case "routes":
		return runRoutes(ctx)
	case "serve":
		return runServe(ctx)
	case "get":
		if len(args) < 2 {
			return fmt.Errorf("get wants a URL")
		}
		return runGet(args[1])
	default:
		return fmt.Errorf("unknown command %q", args[0])
	}
}
