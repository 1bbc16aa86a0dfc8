package main

import (
	"context"
	"log"
	"net"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/vishvananda/netlink"
)

// Our routes carry this protocol number, so that those of nodes that are gone can be told from other people's.
const routeProtocol = 77

// runRoutes keeps a route to each other node's pod range by way of that node.
func runRoutes(ctx context.Context) error {
	config, err := rest.InClusterConfig()
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, time.Minute)
	nodes := factory.Core().V1().Nodes()
	synced := nodes.Informer().HasSynced
	factory.Start(ctx.Done())
	for ctx.Err() == nil {
		if synced() {
			list, err := nodes.Lister().List(labels.Everything())
			if err != nil {
				return err
			}
			if err := setRoutes(list, os.Getenv("NODE_NAME")); err != nil {
				log.Print(err)
			}
		}
		pause(ctx, time.Second)
	}
	return nil
}

func setRoutes(nodes []*corev1.Node, self string) error {
	wanted := map[string]net.IP{}
	for _, node := range nodes {
		if node.Name == self || node.Spec.PodCIDR == "" {
			continue
		}
		for _, address := range node.Status.Addresses {
			if address.Type == corev1.NodeInternalIP {
				wanted[node.Spec.PodCIDR] = net.ParseIP(address.Address)
				break
			}
		}
	}
	present, err := netlink.RouteListFiltered(netlink.FAMILY_V4, &netlink.Route{Protocol: routeProtocol}, netlink.RT_FILTER_PROTOCOL)
	if err != nil {
		return err
	}
	for i := range present {
		route := present[i]
		gateway, known := wanted[route.Dst.String()]
		if known && gateway.Equal(route.Gw) {
			delete(wanted, route.Dst.String())
			continue
		}
		if !known {
			log.Printf("removing the route to %s by %s", route.Dst, route.Gw)
			if err := netlink.RouteDel(&route); err != nil {
				return err
			}
		}
	}
	for cidr, gateway := range wanted {
		_, destination, err := net.ParseCIDR(cidr)
		if err != nil {
			return err
		}
		log.Printf("routing %s by %s", cidr, gateway)
		if err := netlink.RouteReplace(&netlink.Route{Dst: destination, Gw: gateway, Protocol: routeProtocol}); err != nil {
			return err
		}
	}
	return nil
}
